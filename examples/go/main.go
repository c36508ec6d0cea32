// Who must hear of a failed canary, and how fast: three canaries of two teams.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"

	alerting "github.com/cdk8s-canary-alerting/cdk8s-canary-alerting-go/cdk8scanaryalerting"
	"github.com/cdk8s-canary-alerting/cdk8s-canary-alerting-go/cdk8scanaryalerting/base"
	"github.com/cdk8s-canary-alerting/cdk8s-canary-alerting-go/cdk8scanaryalerting/flagger"
	"github.com/cdk8s-canary-alerting/cdk8s-canary-alerting-go/cdk8scanaryalerting/flux"
)

func main() {
	defer jsii.Close()
	app := alerting.NewApp(&cdk8s.AppProps{YamlOutputType: cdk8s.YamlOutputType_FOLDER_PER_CHART_FILE_PER_RESOURCE})
	alerting.Checks_Attach(app, nil) // what cannot work stops the synth

	canaries := newCanaryAlerting(app)
	addCheckout(canaries)
	addSearch(canaries)
	app.Synth()
}

// newCanaryAlerting says who must hear what, and how fast.
func newCanaryAlerting(app alerting.App) alerting.CanaryAlerting {
	return alerting.NewCanaryAlerting(app, jsii.String("alerting"), &alerting.CanaryAlertingProps{
		NotifyWithin: seconds(30),
		Channels: &[]alerting.Channel{
			alerting.Channel_Slack(jsii.String("#deployments-alert"), channel("slack-on-call", alerting.Hears_FAILURES)),
			alerting.Channel_Slack(jsii.String("#deployments"), channel("slack-deployments", alerting.Hears_PROGRESS)),
		},
		Heartbeat: alerting.Heartbeat_Webhook(vault("dead-mans-switch", "address"), nil),
		Prometheus: alerting.PrometheusStack_Helm(&alerting.HelmStackOptions{
			Release:   jsii.String("kube-prometheus-stack"),
			Namespace: jsii.String("monitoring"),
		}),
		Flagger: &base.FlaggerInstallation{Namespace: jsii.String("flagger-system")},
		Flux: &alerting.FluxDelivery{
			Flagger:         installedBy(app, "flagger"),
			Prometheus:      installedBy(app, "kube-prometheus-stack"),
			ExternalSecrets: installedBy(app, "external-secrets"),
		},
		GrafanaUrl: jsii.String("https://grafana.example.com"),
	})
}

// addCheckout adds the checkout team: the whole company hears of its canaries, and its own channel in Teams does, too.
func addCheckout(canaries alerting.CanaryAlerting) {
	errors := canaries.AddMetricTemplate(jsii.String("checkout-errors"), &flagger.MetricTemplateProps{
		Provider: flagger.MetricProvider_Datadog(&flagger.DatadogMetricsOptions{
			ApiKey:         vault("datadog", "datadog_api_key"),
			ApplicationKey: vault("datadog", "datadog_application_key"),
		}),
		Query: jsii.String("sum:trace.http.request.errors{service:{{ target }},version:canary}.as_count()" +
			" / sum:trace.http.request.hits{service:{{ target }},version:canary}.as_count() * 100"),
	})
	team := canaries.AddTeam(jsii.String("checkout"), &alerting.TeamOptions{
		CreateNamespace: jsii.Bool(true),
		Channels: &[]alerting.Channel{
			alerting.Channel_MsTeams(jsii.String("checkout"), channel("teams-checkout", alerting.Hears_FAILURES)),
		},
	})
	load := team.AddLoadTester(nil)
	team.AddCanary(jsii.String("cart"), &flagger.CanaryProps{
		Target:   flagger.Target_Deployment(jsii.String("cart")),
		Provider: flagger.MeshProvider_ISTIO,
		Service:  &flagger.CanaryService{Port: jsii.Number(8080)},
		Analysis: flagger.Analysis_Progressive(&flagger.ProgressiveAnalysisOptions{
			Interval: seconds(30), Threshold: jsii.Number(5), MaxWeight: jsii.Number(50), StepWeight: jsii.Number(10),
			Metrics: &[]flagger.MetricCheck{
				flagger.MetricCheck_RequestSuccessRate(&flagger.RequestSuccessRateOptions{Min: jsii.Number(99)}),
				flagger.MetricCheck_RequestDuration(&flagger.RequestDurationOptions{Max: cdk8s.Duration_Millis(jsii.Number(500))}),
				flagger.MetricCheck_FromTemplate(errors, &flagger.TemplateCheckOptions{Max: jsii.Number(1), Interval: seconds(120)}),
			},
			Webhooks: &[]flagger.Webhook{
				load.LoadTest(jsii.String("load"), &flagger.LoadTestOptions{Command: flagger.LoadTester_Hey(&flagger.HeyOptions{
					Url:      jsii.String("http://cart-canary.checkout:8080/"),
					Duration: seconds(30),
				})}),
			},
		}),
	})
	team.AddCanary(jsii.String("payment-form"), &flagger.CanaryProps{
		Target:   flagger.Target_Deployment(jsii.String("payment-form")),
		Provider: flagger.MeshProvider_NGINX,
		Route:    flagger.RouteRef_Ingress(jsii.String("payment-form")),
		Service:  &flagger.CanaryService{Port: jsii.Number(80), TargetPort: jsii.Number(3000)},
		Analysis: flagger.Analysis_AbTesting(&flagger.AbTestingAnalysisOptions{
			Interval: seconds(60), Threshold: jsii.Number(3), Iterations: jsii.Number(20),
			Match: &[]flagger.HeaderMatch{flagger.HeaderMatch_Cookie(jsii.String("canary"), nil)},
			Metrics: &[]flagger.MetricCheck{
				flagger.MetricCheck_RequestSuccessRate(&flagger.RequestSuccessRateOptions{Min: jsii.Number(99.5)}),
			},
			Webhooks: &[]flagger.Webhook{
				load.LoadTest(jsii.String("load"), &flagger.LoadTestOptions{Command: flagger.LoadTester_Hey(&flagger.HeyOptions{
					Url:      jsii.String("https://pay.example.com/"),
					Headers:  &map[string]*string{"Cookie": jsii.String("canary=always")},
					Duration: seconds(60),
				})}),
			},
		}),
	})
}

// addSearch adds the search team: no mesh; a blue/green release is tested before anybody sees it.
func addSearch(canaries alerting.CanaryAlerting) {
	team := canaries.AddTeam(jsii.String("search"), &alerting.TeamOptions{CreateNamespace: jsii.Bool(true)})
	load := team.AddLoadTester(nil)
	success := canaries.AddMetricTemplate(jsii.String("success-rate"), &flagger.MetricTemplateProps{
		Provider: flagger.MetricProvider_Prometheus(&flagger.PrometheusMetricsOptions{
			Address: jsii.String("http://prometheus-operated.monitoring:9090"),
		}),
		Query: jsii.String(`100 * sum(rate(http_requests_total{namespace="{{ namespace }}",service="{{ service }}-canary",code!~"5.."}[{{ interval }}]))
/ sum(rate(http_requests_total{namespace="{{ namespace }}",service="{{ service }}-canary"}[{{ interval }}]))`),
	})
	team.AddCanary(jsii.String("suggest"), &flagger.CanaryProps{
		Target:   flagger.Target_Deployment(jsii.String("suggest")),
		Provider: flagger.MeshProvider_KUBERNETES,
		Service:  &flagger.CanaryService{Port: jsii.Number(9898)},
		Analysis: flagger.Analysis_BlueGreen(&flagger.BlueGreenAnalysisOptions{
			Interval: seconds(20), Threshold: jsii.Number(2), Iterations: jsii.Number(6),
			Metrics: &[]flagger.MetricCheck{
				flagger.MetricCheck_FromTemplate(success, &flagger.TemplateCheckOptions{Min: jsii.Number(99)}),
			},
			Webhooks: &[]flagger.Webhook{
				load.AcceptanceTest(jsii.String("smoke"), &flagger.AcceptanceTestOptions{
					Command: jsii.String("curl -fsS http://suggest-canary.search:9898/healthz"),
				}),
				load.LoadTest(jsii.String("load"), &flagger.LoadTestOptions{Command: flagger.LoadTester_Hey(&flagger.HeyOptions{
					Url:      jsii.String("http://suggest-canary.search:9898/suggest?q=a"),
					Duration: seconds(20),
				})}),
			},
		}),
	})
}

// channel is one that hears something, at a webhook that stands in the vault.
func channel(name string, hears alerting.Hears) *alerting.WebhookChannelOptions {
	return &alerting.WebhookChannelOptions{Webhook: vault(name, "address"), Hears: hears}
}

// vault gives a key of a Secret that External Secrets fills.
func vault(name, key string) base.SecretKey {
	return base.SecretKey_Of(jsii.String(name), jsii.String(key), &base.SecretKeyOptions{
		FilledBy: base.SecretSource_ExternalSecret(&base.ExternalSecretSourceOptions{
			Store:     jsii.String("vault"),
			RemoteKey: jsii.String("canaries/" + name),
			Property:  jsii.String(key),
		}),
	})
}

// installedBy gives the Kustomization, made elsewhere, that installs something.
func installedBy(app alerting.App, name string) flux.IKustomization {
	return flux.Kustomization_FromKustomizationName(app, jsii.String(name+"-kustomization"), jsii.String(name), jsii.String("flux-system"))
}

func seconds(amount float64) cdk8s.Duration {
	return cdk8s.Duration_Seconds(jsii.Number(amount))
}
