package main

import (
	"os"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"

	alerting "github.com/cdk8s-canary-alerting/cdk8s-canary-alerting-go/cdk8scanaryalerting"
	"github.com/cdk8s-canary-alerting/cdk8s-canary-alerting-go/cdk8scanaryalerting/base"
	"github.com/cdk8s-canary-alerting/cdk8s-canary-alerting-go/cdk8scanaryalerting/flagger"
)

func main() {
	defer jsii.Close()
	promise := 30.0
	if os.Args[1] == "value" {
		promise = 1
	}
	app := cdk8s.NewApp(nil)
	alerting.Checks_Attach(app, nil)
	canaries := alerting.NewCanaryAlerting(app, jsii.String("alerting"), &alerting.CanaryAlertingProps{
		NotifyWithin: cdk8s.Duration_Seconds(jsii.Number(promise)),
		Channels: &[]alerting.Channel{alerting.Channel_Slack(jsii.String("#on-call"), &alerting.WebhookChannelOptions{
			Webhook: base.SecretKey_Of(jsii.String("slack"), jsii.String("address"), nil),
			Hears:   alerting.Hears_FAILURES,
		})},
		Prometheus: alerting.PrometheusStack_Helm(&alerting.HelmStackOptions{Release: jsii.String("stack"), Namespace: jsii.String("monitoring")}),
	})
	canary := canaries.AddTeam(jsii.String("shop"), nil).AddCanary(jsii.String("podinfo"), &flagger.CanaryProps{
		Target:   flagger.Target_Deployment(jsii.String("podinfo")),
		Provider: flagger.MeshProvider_ISTIO,
		Service:  &flagger.CanaryService{Port: jsii.Number(9898)},
		Analysis: flagger.Analysis_Progressive(&flagger.ProgressiveAnalysisOptions{
			Interval:  cdk8s.Duration_Seconds(jsii.Number(30)),
			Threshold: jsii.Number(5), MaxWeight: jsii.Number(50), StepWeight: jsii.Number(10),
			Metrics: &[]flagger.MetricCheck{flagger.MetricCheck_RequestSuccessRate(&flagger.RequestSuccessRateOptions{Min: jsii.Number(99)})},
		}),
	})
	canary.AddJsonPatch(cdk8s.JsonPatch_Add(jsii.String("/spec/canaryAnalysis"), map[string]string{}))
	app.Synth()
}
