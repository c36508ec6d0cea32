// The flux-oracle says what Flux makes of a text with variables, and of the values of a HelmRelease, by calling Flux' own
// packages. It reads one JSON question a line and answers each with one line of JSON.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/fluxcd/pkg/apis/meta"
	"github.com/fluxcd/pkg/chartutil"
	"github.com/fluxcd/pkg/envsubst"
	"github.com/go-logr/logr"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

type question struct {
	Substitute *substitution `json:"substitute,omitempty"`
	Values     *release      `json:"values,omitempty"`
}

// A text that a Kustomization with postBuild holds.
type substitution struct {
	Text      string            `json:"text"`
	Variables map[string]string `json:"variables"`
}

// The values of a HelmRelease, and the objects of its namespace.
type release struct {
	Inline     map[string]any               `json:"inline"`
	From       []meta.ValuesReference       `json:"from"`
	ConfigMaps map[string]map[string]string `json:"configMaps"`
	Secrets    map[string]map[string]string `json:"secrets"`
}

type answer struct {
	// Error is why it fails; empty where it does not.
	Error  string         `json:"error,omitempty"`
	Text   string         `json:"text,omitempty"`
	Values map[string]any `json:"values,omitempty"`
}

func main() {
	in, out := json.NewDecoder(bufio.NewReader(os.Stdin)), json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for {
		var q question
		if err := in.Decode(&q); err == io.EOF {
			return
		} else if err != nil {
			fail(err)
		}
		a := answer{}
		var err error
		switch {
		case q.Substitute != nil:
			// Strict, as kustomize-controller is since 1.9: a variable that is not set is an error.
			a.Text, err = envsubst.Eval(q.Substitute.Text, func(name string) (string, bool) {
				value, set := q.Substitute.Variables[name]
				return value, set
			})
		case q.Values != nil:
			a.Values, err = chartutil.ChartValuesFromReferences(context.Background(), logr.Discard(), objects{release: q.Values}, "ns", q.Values.Inline, q.Values.From...)
		default:
			fail(fmt.Errorf("a question has neither substitute nor values"))
		}
		if err != nil {
			a = answer{Error: err.Error()}
		}
		if err := out.Encode(a); err != nil {
			fail(err)
		}
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// A cluster that has the objects of the question alone, and can only be read.
type objects struct {
	client.Client
	release *release
}

func (o objects) Get(_ context.Context, key client.ObjectKey, into client.Object, _ ...client.GetOption) error {
	switch object := into.(type) {
	case *corev1.ConfigMap:
		data, there := o.release.ConfigMaps[key.Name]
		if !there {
			return apierrors.NewNotFound(schema.GroupResource{Resource: "configmaps"}, key.Name)
		}
		object.Data = data
	case *corev1.Secret:
		data, there := o.release.Secrets[key.Name]
		if !there {
			return apierrors.NewNotFound(schema.GroupResource{Resource: "secrets"}, key.Name)
		}
		object.Data = map[string][]byte{}
		for name, value := range data {
			object.Data[name] = []byte(value)
		}
	}
	return nil
}
