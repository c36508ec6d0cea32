// The flagger-oracle says what Flagger makes of the query of a MetricTemplate, by calling Flagger's own package. It reads one
// JSON question a line and answers each with one line of JSON.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	flaggerv1 "github.com/fluxcd/flagger/pkg/apis/flagger/v1beta1"
	"github.com/fluxcd/flagger/pkg/metrics/observers"
)

type question struct {
	Query     string            `json:"query"`
	Variables map[string]string `json:"variables"`
}

type answer struct {
	// Error is why Flagger cannot render the query; empty where it can.
	Error string `json:"error,omitempty"`
	// Text is the rendered query.
	Text string `json:"text"`
}

func main() {
	in, out := json.NewDecoder(bufio.NewReader(os.Stdin)), json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for {
		var q question
		if err := in.Decode(&q); err == io.EOF {
			return
		} else if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		a := answer{}
		text, err := observers.RenderQuery(q.Query, flaggerv1.MetricTemplateModel{
			Name: "podinfo", Namespace: "shop", Target: "podinfo", Service: "podinfo", Ingress: "web", Route: "podinfo", Interval: "1m",
			Variables: q.Variables,
		})
		if a.Text = text; err != nil {
			a.Error = err.Error()
		}
		if err := out.Encode(a); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}
