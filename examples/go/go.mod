module example.com/canaries

go 1.25

require (
	github.com/aws/jsii-runtime-go v1.140.0
	github.com/cdk8s-canary-alerting/cdk8s-canary-alerting-go/cdk8scanaryalerting v0.1.0
	github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2 v2.70.106
)
