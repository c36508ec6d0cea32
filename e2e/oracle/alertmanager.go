package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/blang/semver/v4"
	"github.com/prometheus-operator/prometheus-operator/pkg/alertmanager"
	validationv1alpha1 "github.com/prometheus-operator/prometheus-operator/pkg/alertmanager/validation/v1alpha1"
	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	monitoringv1alpha1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1alpha1"
	"github.com/prometheus-operator/prometheus-operator/pkg/assets"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/fake"
)

type alertmanagerQuestion struct {
	// Alertmanager is the Alertmanager object: its namespace, version and matcher strategy count.
	Alertmanager json.RawMessage `json:"alertmanager"`
	// Raw is the text under alertmanager.yaml in the Secret that the object names.
	Raw string `json:"raw"`
	// AlertmanagerConfigs are the objects that the Alertmanager selects.
	AlertmanagerConfigs []json.RawMessage `json:"alertmanagerConfigs"`
	// Secrets are those that AlertmanagerConfigs refer to.
	Secrets []json.RawMessage `json:"secrets"`
}

// answer follows Operator.provisionAlertmanagerConfiguration (pkg/alertmanager/operator.go), on its path for an
// Alertmanager with an alertmanagerConfigSelector: kube-prometheus-stack and kube-prometheus always set one.
func (q alertmanagerQuestion) answer(logger *slog.Logger) answer {
	var am monitoringv1.Alertmanager
	if err := strictly(q.Alertmanager, &am); err != nil {
		return refused(err)
	}
	version, err := semver.ParseTolerant(am.Spec.Version)
	if err != nil {
		return refused(fmt.Errorf("failed to parse alertmanager version: %w", err))
	}
	store, err := secretStore(q.Secrets)
	if err != nil {
		return refused(err)
	}
	var errs []error
	configs := map[string]*monitoringv1alpha1.AlertmanagerConfig{}
	for _, raw := range q.AlertmanagerConfigs {
		var c monitoringv1alpha1.AlertmanagerConfig
		if err := strictly(raw, &c); err != nil {
			errs = append(errs, err)
			continue
		}
		key := c.Namespace + "/" + c.Name
		if err := check(&c, alertmanager.NewConfigBuilder(logger, version, store, &am)); err != nil {
			// The operator skips such an object with a Warning event and goes on.
			errs = append(errs, fmt.Errorf("AlertmanagerConfig %s: %w", key, err))
			continue
		}
		configs[key] = &c
	}

	builder := alertmanager.NewConfigBuilder(logger, version, store, &am)
	if err := builder.InitializeFromRawConfiguration([]byte(q.Raw)); err != nil {
		return refused(append(errs, fmt.Errorf("failed to initialize from secret: %w", err))...)
	}
	if err := builder.AddAlertmanagerConfigs(context.Background(), configs); err != nil {
		return refused(append(errs, fmt.Errorf("failed to generate Alertmanager configuration: %w", err))...)
	}
	config, err := builder.MarshalJSON()
	if err != nil {
		return refused(append(errs, fmt.Errorf("failed to marshal configuration: %w", err))...)
	}
	a := refused(errs...)
	a.Config = string(config)
	return a
}

// check stands for the operator's checkAlertmanagerConfigResource, which is not exported: what it finds beside the semantic
// validation (secrets that are missing, addresses that are none), the conversion of the object alone finds too.
func check(c *monitoringv1alpha1.AlertmanagerConfig, alone *alertmanager.ConfigBuilder) error {
	if err := validationv1alpha1.ValidateAlertmanagerConfig(c); err != nil {
		return err
	}
	if err := alone.InitializeFromRawConfiguration([]byte("route: {receiver: none}\nreceivers: [{name: none}]")); err != nil {
		return err
	}
	return alone.AddAlertmanagerConfigs(context.Background(), map[string]*monitoringv1alpha1.AlertmanagerConfig{"": c})
}

// secretStore holds Secrets, and what is a ConfigMap.
func secretStore(raws []json.RawMessage) (*assets.StoreBuilder, error) {
	var secrets []runtime.Object
	for _, raw := range raws {
		var configMap corev1.ConfigMap
		if err := strictly(raw, &configMap); err == nil && configMap.Kind == "ConfigMap" {
			secrets = append(secrets, &configMap)
			continue
		}
		var secret corev1.Secret
		if err := strictly(raw, &secret); err != nil {
			return nil, err
		}
		if secret.Data == nil {
			secret.Data = map[string][]byte{}
		}
		for key, value := range secret.StringData {
			secret.Data[key] = []byte(value)
		}
		secrets = append(secrets, &secret)
	}
	cluster := fake.NewClientset(secrets...).CoreV1()
	return assets.NewStoreBuilder(cluster, cluster), nil
}
