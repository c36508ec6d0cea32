package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"slices"

	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"github.com/prometheus-operator/prometheus-operator/pkg/operator"
	operatorprometheus "github.com/prometheus-operator/prometheus-operator/pkg/prometheus"
	"github.com/prometheus/client_golang/prometheus"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/tools/cache"
)

type prometheusQuestion struct {
	// Prometheus is the Prometheus object. Its namespace selectors are ignored: monitors of every namespace are seen.
	Prometheus json.RawMessage `json:"prometheus"`
	// Monitors are PodMonitors and ServiceMonitors.
	Monitors []json.RawMessage `json:"monitors"`
	// MonitorSecrets are the Secrets and ConfigMaps that monitors refer to.
	MonitorSecrets []json.RawMessage `json:"monitorSecrets"`
}

// answer follows the operator's sync (pkg/prometheus/server/operator.go): select the monitors, refuse the invalid ones,
// write prometheus.yaml.
func (q prometheusQuestion) answer(logger *slog.Logger) answer {
	var p monitoringv1.Prometheus
	if err := strictly(q.Prometheus, &p); err != nil {
		return refused(err)
	}
	p.Spec.PodMonitorNamespaceSelector, p.Spec.ServiceMonitorNamespaceSelector = nil, nil
	store, err := secretStore(q.MonitorSecrets)
	if err != nil {
		return refused(err)
	}

	var errs []error
	var podMonitors, serviceMonitors []runtime.Object
	for _, raw := range q.Monitors {
		var kind metav1.TypeMeta
		if err := json.Unmarshal(raw, &kind); err != nil {
			return refused(err)
		}
		switch kind.Kind {
		case monitoringv1.PodMonitorsKind:
			m := &monitoringv1.PodMonitor{}
			if err := strictly(raw, m); err != nil {
				errs = append(errs, err)
				continue
			}
			podMonitors = append(podMonitors, m)
		case monitoringv1.ServiceMonitorsKind:
			m := &monitoringv1.ServiceMonitor{}
			if err := strictly(raw, m); err != nil {
				errs = append(errs, err)
				continue
			}
			serviceMonitors = append(serviceMonitors, m)
		default:
			errs = append(errs, fmt.Errorf("neither a PodMonitor nor a ServiceMonitor: %q", kind.Kind))
		}
	}

	// One warning event is recorded for each refused monitor; the recorder blocks when its buffer is full.
	events := operator.NewFakeRecorder(len(q.Monitors)+1, &p)
	metrics := operator.NewMetrics(prometheus.NewRegistry())
	selector, err := operatorprometheus.NewResourceSelector(logger, &p, store, nil, metrics, events)
	if err != nil {
		return refused(err)
	}
	pods, err := selector.SelectPodMonitors(context.Background(), list(podMonitors))
	if err != nil {
		return refused(err)
	}
	services, err := selector.SelectServiceMonitors(context.Background(), list(serviceMonitors))
	if err != nil {
		return refused(err)
	}
	errs = append(errs, rejections("PodMonitor", pods)...)
	errs = append(errs, rejections("ServiceMonitor", services)...)

	// As the operator's feature gates are by default (pkg/operator/config.go).
	generator, err := operatorprometheus.NewConfigGenerator(
		logger, &p, operatorprometheus.WithEndpointSliceSupport(), operatorprometheus.WithPrometheusRetentionPolicies())
	if err != nil {
		return refused(err)
	}
	config, err := generator.GenerateServerConfiguration(
		&p, services.ValidResources(), pods.ValidResources(), nil, nil, store, nil, nil, nil, nil)
	if err != nil {
		return refused(append(errs, err)...)
	}
	a := refused(errs...)
	a.Config = string(config)
	a.Selected = append(slices.Sorted(maps.Keys(pods.ValidResources())), slices.Sorted(maps.Keys(services.ValidResources()))...)
	return a
}

func list(objects []runtime.Object) operatorprometheus.ListAllByNamespaceFn {
	return func(_ string, selector labels.Selector, add cache.AppendFunc) error {
		for _, o := range objects {
			if selector.Matches(labels.Set(o.(metav1.Object).GetLabels())) {
				add(o)
			}
		}
		return nil
	}
}

func rejections[T operator.ConfigurationResource](kind string, selection operator.TypedResourcesSelection[T]) []error {
	var errs []error
	for _, key := range slices.Sorted(maps.Keys(selection)) {
		resource := selection[key]
		for _, condition := range resource.Conditions() {
			if condition.Status == monitoringv1.ConditionFalse {
				errs = append(errs, fmt.Errorf("%s %s: %s", kind, key, condition.Message))
			}
		}
	}
	return errs
}
