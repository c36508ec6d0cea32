package com.example.canaries;

import io.github.cdk8s.canaryalerting.App;
import io.github.cdk8s.canaryalerting.CanaryAlerting;
import io.github.cdk8s.canaryalerting.Channel;
import io.github.cdk8s.canaryalerting.Checks;
import io.github.cdk8s.canaryalerting.FluxDelivery;
import io.github.cdk8s.canaryalerting.Hears;
import io.github.cdk8s.canaryalerting.Heartbeat;
import io.github.cdk8s.canaryalerting.HelmStackOptions;
import io.github.cdk8s.canaryalerting.PrometheusStack;
import io.github.cdk8s.canaryalerting.Team;
import io.github.cdk8s.canaryalerting.TeamOptions;
import io.github.cdk8s.canaryalerting.WebhookChannelOptions;
import io.github.cdk8s.canaryalerting.base.ExternalSecretSourceOptions;
import io.github.cdk8s.canaryalerting.base.FlaggerInstallation;
import io.github.cdk8s.canaryalerting.base.SecretKey;
import io.github.cdk8s.canaryalerting.base.SecretKeyOptions;
import io.github.cdk8s.canaryalerting.base.SecretSource;
import io.github.cdk8s.canaryalerting.flagger.AbTestingAnalysisOptions;
import io.github.cdk8s.canaryalerting.flagger.AcceptanceTestOptions;
import io.github.cdk8s.canaryalerting.flagger.Analysis;
import io.github.cdk8s.canaryalerting.flagger.BlueGreenAnalysisOptions;
import io.github.cdk8s.canaryalerting.flagger.CanaryProps;
import io.github.cdk8s.canaryalerting.flagger.CanaryService;
import io.github.cdk8s.canaryalerting.flagger.DatadogMetricsOptions;
import io.github.cdk8s.canaryalerting.flagger.HeaderMatch;
import io.github.cdk8s.canaryalerting.flagger.HeyOptions;
import io.github.cdk8s.canaryalerting.flagger.LoadTestOptions;
import io.github.cdk8s.canaryalerting.flagger.LoadTester;
import io.github.cdk8s.canaryalerting.flagger.MeshProvider;
import io.github.cdk8s.canaryalerting.flagger.MetricCheck;
import io.github.cdk8s.canaryalerting.flagger.MetricProvider;
import io.github.cdk8s.canaryalerting.flagger.MetricTemplate;
import io.github.cdk8s.canaryalerting.flagger.MetricTemplateProps;
import io.github.cdk8s.canaryalerting.flagger.ProgressiveAnalysisOptions;
import io.github.cdk8s.canaryalerting.flagger.PrometheusMetricsOptions;
import io.github.cdk8s.canaryalerting.flagger.RequestDurationOptions;
import io.github.cdk8s.canaryalerting.flagger.RequestSuccessRateOptions;
import io.github.cdk8s.canaryalerting.flagger.RouteRef;
import io.github.cdk8s.canaryalerting.flagger.Target;
import io.github.cdk8s.canaryalerting.flagger.TemplateCheckOptions;
import io.github.cdk8s.canaryalerting.flux.IKustomization;
import io.github.cdk8s.canaryalerting.flux.Kustomization;
import java.util.List;
import java.util.Map;
import org.cdk8s.AppProps;
import org.cdk8s.Duration;
import org.cdk8s.YamlOutputType;

/** Who must hear of a failed canary, and how fast: three canaries of two teams. */
public final class Main {
    private final App app = new App(AppProps.builder()
            .yamlOutputType(YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE)
            .build());
    private final CanaryAlerting alerting;

    private Main() {
        Checks.attach(app); // what cannot work stops the synth
        // Who must hear what, and how fast.
        alerting = CanaryAlerting.Builder.create(app, "alerting")
                .notifyWithin(Duration.seconds(30))
                .channels(List.of(
                        Channel.slack("#deployments-alert", channel("slack-on-call", Hears.FAILURES)),
                        Channel.slack("#deployments", channel("slack-deployments", Hears.PROGRESS))))
                .heartbeat(Heartbeat.webhook(vault("dead-mans-switch", "address")))
                .prometheus(PrometheusStack.helm(HelmStackOptions.builder()
                        .release("kube-prometheus-stack")
                        .namespace("monitoring")
                        .build()))
                .flagger(FlaggerInstallation.builder().namespace("flagger-system").build())
                .flux(FluxDelivery.builder()
                        .flagger(installedBy("flagger"))
                        .prometheus(installedBy("kube-prometheus-stack"))
                        .externalSecrets(installedBy("external-secrets"))
                        .build())
                .grafanaUrl("https://grafana.example.com")
                .build();
    }

    public static void main(String[] args) {
        Main main = new Main();
        main.checkout();
        main.search();
        main.app.synth();
    }

    /** The checkout team: the whole company hears of its canaries, and its own channel in Teams does, too. */
    private void checkout() {
        MetricTemplate errors = alerting.addMetricTemplate("checkout-errors", MetricTemplateProps.builder()
                .provider(MetricProvider.datadog(DatadogMetricsOptions.builder()
                        .apiKey(vault("datadog", "datadog_api_key"))
                        .applicationKey(vault("datadog", "datadog_application_key"))
                        .build()))
                .query("sum:trace.http.request.errors{service:{{ target }},version:canary}.as_count()"
                        + " / sum:trace.http.request.hits{service:{{ target }},version:canary}.as_count() * 100")
                .build());
        Team team = alerting.addTeam("checkout", TeamOptions.builder()
                .createNamespace(true)
                .channels(List.of(Channel.msTeams("checkout", channel("teams-checkout", Hears.FAILURES))))
                .build());
        LoadTester load = team.addLoadTester();
        team.addCanary("cart", CanaryProps.builder()
                .target(Target.deployment("cart"))
                .provider(MeshProvider.ISTIO)
                .service(CanaryService.builder().port(8080).build())
                .analysis(Analysis.progressive(ProgressiveAnalysisOptions.builder()
                        .interval(Duration.seconds(30)).threshold(5).maxWeight(50).stepWeight(10)
                        .metrics(List.of(
                                MetricCheck.requestSuccessRate(RequestSuccessRateOptions.builder().min(99).build()),
                                MetricCheck.requestDuration(RequestDurationOptions.builder().max(Duration.millis(500)).build()),
                                MetricCheck.fromTemplate(errors, TemplateCheckOptions.builder().max(1).interval(Duration.minutes(2)).build())))
                        .webhooks(List.of(load.loadTest("load", LoadTestOptions.builder()
                                .command(LoadTester.hey(HeyOptions.builder()
                                        .url("http://cart-canary.checkout:8080/")
                                        .duration(Duration.seconds(30))
                                        .build()))
                                .build())))
                        .build()))
                .build());
        team.addCanary("payment-form", CanaryProps.builder()
                .target(Target.deployment("payment-form"))
                .provider(MeshProvider.NGINX)
                .route(RouteRef.ingress("payment-form"))
                .service(CanaryService.builder().port(80).targetPort(3000).build())
                .analysis(Analysis.abTesting(AbTestingAnalysisOptions.builder()
                        .interval(Duration.minutes(1)).threshold(3).iterations(20)
                        .match(List.of(HeaderMatch.cookie("canary")))
                        .metrics(List.of(MetricCheck.requestSuccessRate(RequestSuccessRateOptions.builder().min(99.5).build())))
                        .webhooks(List.of(load.loadTest("load", LoadTestOptions.builder()
                                .command(LoadTester.hey(HeyOptions.builder()
                                        .url("https://pay.example.com/")
                                        .headers(Map.of("Cookie", "canary=always"))
                                        .duration(Duration.minutes(1))
                                        .build()))
                                .build())))
                        .build()))
                .build());
    }

    /** The search team: no mesh; a blue/green release is tested before anybody sees it. */
    private void search() {
        Team team = alerting.addTeam("search", TeamOptions.builder().createNamespace(true).build());
        LoadTester load = team.addLoadTester();
        MetricTemplate success = alerting.addMetricTemplate("success-rate", MetricTemplateProps.builder()
                .provider(MetricProvider.prometheus(PrometheusMetricsOptions.builder()
                        .address("http://prometheus-operated.monitoring:9090")
                        .build()))
                .query("""
                        100 * sum(rate(http_requests_total{namespace="{{ namespace }}",service="{{ service }}-canary",code!~"5.."}[{{ interval }}]))
                        / sum(rate(http_requests_total{namespace="{{ namespace }}",service="{{ service }}-canary"}[{{ interval }}]))""")
                .build());
        team.addCanary("suggest", CanaryProps.builder()
                .target(Target.deployment("suggest"))
                .provider(MeshProvider.KUBERNETES)
                .service(CanaryService.builder().port(9898).build())
                .analysis(Analysis.blueGreen(BlueGreenAnalysisOptions.builder()
                        .interval(Duration.seconds(20)).threshold(2).iterations(6)
                        .metrics(List.of(MetricCheck.fromTemplate(success, TemplateCheckOptions.builder().min(99).build())))
                        .webhooks(List.of(
                                load.acceptanceTest("smoke", AcceptanceTestOptions.builder()
                                        .command("curl -fsS http://suggest-canary.search:9898/healthz")
                                        .build()),
                                load.loadTest("load", LoadTestOptions.builder()
                                        .command(LoadTester.hey(HeyOptions.builder()
                                                .url("http://suggest-canary.search:9898/suggest?q=a")
                                                .duration(Duration.seconds(20))
                                                .build()))
                                        .build())))
                        .build()))
                .build());
    }

    /** A channel that hears something, at a webhook that stands in the vault. */
    private WebhookChannelOptions channel(String name, Hears hears) {
        return WebhookChannelOptions.builder().webhook(vault(name, "address")).hears(hears).build();
    }

    /** A key of a Secret that External Secrets fills. */
    private SecretKey vault(String name, String key) {
        return SecretKey.of(name, key, SecretKeyOptions.builder()
                .filledBy(SecretSource.externalSecret(ExternalSecretSourceOptions.builder()
                        .store("vault")
                        .remoteKey("canaries/" + name)
                        .property(key)
                        .build()))
                .build());
    }

    /** The Kustomization, made elsewhere, that installs something. */
    private IKustomization installedBy(String name) {
        return Kustomization.fromKustomizationName(app, name + "-kustomization", name, "flux-system");
    }
}
