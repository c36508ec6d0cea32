package com.example.canaries;

import io.github.cdk8s.canaryalerting.CanaryAlerting;
import io.github.cdk8s.canaryalerting.Channel;
import io.github.cdk8s.canaryalerting.Checks;
import io.github.cdk8s.canaryalerting.Hears;
import io.github.cdk8s.canaryalerting.HelmStackOptions;
import io.github.cdk8s.canaryalerting.PrometheusStack;
import io.github.cdk8s.canaryalerting.WebhookChannelOptions;
import io.github.cdk8s.canaryalerting.base.SecretKey;
import io.github.cdk8s.canaryalerting.flagger.Analysis;
import io.github.cdk8s.canaryalerting.flagger.Canary;
import io.github.cdk8s.canaryalerting.flagger.CanaryProps;
import io.github.cdk8s.canaryalerting.flagger.CanaryService;
import io.github.cdk8s.canaryalerting.flagger.MeshProvider;
import io.github.cdk8s.canaryalerting.flagger.MetricCheck;
import io.github.cdk8s.canaryalerting.flagger.ProgressiveAnalysisOptions;
import io.github.cdk8s.canaryalerting.flagger.RequestSuccessRateOptions;
import io.github.cdk8s.canaryalerting.flagger.Target;
import java.util.List;
import java.util.Map;
import org.cdk8s.App;
import org.cdk8s.Duration;
import org.cdk8s.JsonPatch;

public final class Mistake {
    public static void main(String[] args) {
        App app = new App();
        Checks.attach(app);
        CanaryAlerting alerting = CanaryAlerting.Builder.create(app, "alerting")
                .notifyWithin(Duration.seconds(args[0].equals("value") ? 1 : 30))
                .channels(List.of(Channel.slack("#on-call", WebhookChannelOptions.builder()
                        .webhook(SecretKey.of("slack", "address")).hears(Hears.FAILURES).build())))
                .prometheus(PrometheusStack.helm(HelmStackOptions.builder().release("stack").namespace("monitoring").build()))
                .build();
        Canary canary = alerting.addTeam("shop").addCanary("podinfo", CanaryProps.builder()
                .target(Target.deployment("podinfo"))
                .provider(MeshProvider.ISTIO)
                .service(CanaryService.builder().port(9898).build())
                .analysis(Analysis.progressive(ProgressiveAnalysisOptions.builder()
                        .interval(Duration.seconds(30)).threshold(5).maxWeight(50).stepWeight(10)
                        .metrics(List.of(MetricCheck.requestSuccessRate(RequestSuccessRateOptions.builder().min(99).build())))
                        .build()))
                .build());
        canary.addJsonPatch(JsonPatch.add("/spec/canaryAnalysis", Map.of()));
        app.synth();
    }
}
