package main

import (
	"encoding/json"
	"fmt"

	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"github.com/prometheus-operator/prometheus-operator/pkg/operator"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"
	"sigs.k8s.io/yaml"
)

type ruleQuestion struct {
	// Spec is a PrometheusRule's spec.
	Spec json.RawMessage `json:"spec"`
}

func (q ruleQuestion) answer() answer {
	var spec monitoringv1.PrometheusRuleSpec
	if err := strictly(q.Spec, &spec); err != nil {
		return refused(err)
	}
	return refused(operator.ValidateRule(spec, model.UTF8Validation, parser.Options{})...)
}

// strictly decodes an object that the API server would otherwise store without the fields that it does not know.
func strictly(raw json.RawMessage, into any) error {
	if err := yaml.UnmarshalStrict(raw, into); err != nil {
		return fmt.Errorf("the API server would refuse it or drop a field: %w", err)
	}
	return nil
}
