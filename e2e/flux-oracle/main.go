// The flux-oracle says what Flux makes of a text with variables, of the values of a HelmRelease, and of a chart, by calling the
// packages that Flux itself is made of. It reads one JSON question a line and answers each with one line of JSON.
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
	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/engine"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

type question struct {
	Substitute *substitution `json:"substitute,omitempty"`
	Values     *release      `json:"values,omitempty"`
	Render     *rendering    `json:"render,omitempty"`
	Coalesce   *coalescing   `json:"coalesce,omitempty"`
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

// A chart in a folder, and what a release gives it.
type rendering struct {
	Chart     string         `json:"chart"`
	Release   string         `json:"release"`
	Namespace string         `json:"namespace"`
	Values    map[string]any `json:"values"`
}

// The values.yaml of a chart, and those of a release.
type coalescing struct {
	Defaults map[string]any `json:"defaults"`
	Values   map[string]any `json:"values"`
}

type answer struct {
	// Error is why it fails; empty where it does not.
	Error  string         `json:"error,omitempty"`
	Text   string         `json:"text,omitempty"`
	Values map[string]any `json:"values,omitempty"`
	// Files is what each template of a chart gives, by its path.
	Files map[string]string `json:"files,omitempty"`
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
		case q.Render != nil:
			a.Files, err = render(q.Render)
		case q.Coalesce != nil:
			a.Values, err = util.CoalesceValues(&chart.Chart{Metadata: &chart.Metadata{Name: "chart"}, Values: q.Coalesce.Defaults}, q.Coalesce.Values)
		default:
			fail(fmt.Errorf("a question asks for nothing"))
		}
		if err != nil {
			a = answer{Error: err.Error()}
		}
		if err := out.Encode(a); err != nil {
			fail(err)
		}
	}
}

// As helm-controller renders a chart when it installs it.
func render(q *rendering) (map[string]string, error) {
	loaded, err := loader.LoadDir(q.Chart)
	if err != nil {
		return nil, err
	}
	options := common.ReleaseOptions{Name: q.Release, Namespace: q.Namespace, Revision: 1, IsInstall: true}
	values, err := util.ToRenderValues(loaded, q.Values, options, common.DefaultCapabilities)
	if err != nil {
		return nil, err
	}
	return engine.Render(loaded, values)
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
