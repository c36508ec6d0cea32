// Reads what a release of an upstream program shows to those who use it, out of its Go source: its metrics with their labels, the
// messages that it sends, the fields of its configuration, its flags and PromQL's functions.
//
// The argument is the module's folder. Standard input is JSON, a list of packages and of what to look for in each:
//
//	[{"package": "pkg/metrics", "what": ["metrics"]}, {"package": "notify/*", "what": ["fields"], "tag": "yaml"}]
//
// Standard output is JSON: a list of lines, sorted, each once.
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

type request struct {
	Package string   `json:"package"`
	What    []string `json:"what"`
	// The functions whose first text is a message, for "messages".
	Calls []string `json:"calls"`
	// The key of a struct's tags that names its fields, for "fields".
	Tag string `json:"tag"`
	// Whether the package may be missing: another release had it elsewhere.
	Optional bool `json:"optional"`
}

func main() {
	var requests []request
	if err := json.NewDecoder(os.Stdin).Decode(&requests); err != nil {
		fail(err)
	}
	lines := []string{}
	for _, each := range requests {
		folders, err := packages(filepath.Join(os.Args[1], each.Package))
		if err != nil {
			fail(err)
		}
		if len(folders) == 0 && !each.Optional {
			fail(fmt.Errorf("%s holds no Go source", each.Package))
		}
		for _, folder := range folders {
			found, err := read(folder, each)
			if err != nil {
				fail(err)
			}
			lines = append(lines, found...)
		}
	}
	slices.Sort(lines)
	if err := json.NewEncoder(os.Stdout).Encode(slices.Compact(lines)); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// The folders of a pattern that hold Go source.
func packages(pattern string) ([]string, error) {
	matches, err := filepath.Glob(pattern)
	if err != nil {
		return nil, err
	}
	folders := []string{}
	for _, match := range matches {
		files, err := filepath.Glob(filepath.Join(match, "*.go"))
		if err != nil {
			return nil, err
		}
		if len(files) > 0 {
			folders = append(folders, match)
		}
	}
	return folders, nil
}

// A package as it stands in its files, with its constants' values.
type source struct {
	files     []*ast.File
	constants map[string]string
}

func read(folder string, wanted request) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	parsed := source{constants: map[string]string{}}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(folder, entry.Name()), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		parsed.files = append(parsed.files, file)
	}
	parsed.readConstants()
	lines := []string{}
	for _, what := range wanted.What {
		switch what {
		case "metrics":
			lines = append(lines, parsed.metrics()...)
		case "messages":
			lines = append(lines, parsed.messages(wanted.Calls)...)
		case "fields":
			lines = append(lines, parsed.fields(wanted.Tag)...)
		case "flags":
			lines = append(lines, parsed.flags()...)
		case "functions":
			lines = append(lines, parsed.functions()...)
		default:
			return nil, fmt.Errorf("%q is nothing to look for", what)
		}
	}
	return lines, nil
}

func (s source) each(visit func(ast.Node)) {
	for _, file := range s.files {
		ast.Inspect(file, func(node ast.Node) bool {
			if node != nil {
				visit(node)
			}
			return true
		})
	}
}

func (s source) readConstants() {
	s.each(func(node ast.Node) {
		spec, is := node.(*ast.ValueSpec)
		if !is {
			return
		}
		for i, name := range spec.Names {
			if i < len(spec.Values) {
				if value, is := literal(spec.Values[i]); is {
					s.constants[name.Name] = value
				}
			}
		}
	})
}

func literal(node ast.Expr) (string, bool) {
	basic, is := node.(*ast.BasicLit)
	if !is || basic.Kind != token.STRING {
		return "", false
	}
	value, err := strconv.Unquote(basic.Value)
	return value, err == nil
}

// The value of a text, where it stands in this package; <name> where another one gives it.
func (s source) text(node ast.Expr) string {
	switch each := node.(type) {
	case *ast.BasicLit:
		value, _ := literal(each)
		return value
	case *ast.Ident:
		if value, is := s.constants[each.Name]; is {
			return value
		}
		return "<" + each.Name + ">"
	case *ast.SelectorExpr:
		return "<" + each.Sel.Name + ">"
	case *ast.BinaryExpr:
		return s.text(each.X) + s.text(each.Y)
	}
	return "<…>"
}

func (s source) metrics() []string {
	lines := []string{}
	s.each(func(node ast.Node) {
		call, is := node.(*ast.CallExpr)
		if !is {
			return
		}
		for _, argument := range call.Args {
			options, is := argument.(*ast.CompositeLit)
			if !is || !strings.HasSuffix(typeName(options.Type), "Opts") {
				continue
			}
			if name := s.metricName(options); name != "" {
				lines = append(lines, fmt.Sprintf("metric %s{%s}", name, strings.Join(s.labels(call.Args), ", ")))
			}
		}
		// prometheus.NewDesc("name", "help", labels, constLabels)
		if functionName(call) == "NewDesc" && len(call.Args) > 2 {
			lines = append(lines, fmt.Sprintf("metric %s{%s}", s.text(call.Args[0]), strings.Join(s.labels(call.Args[2:]), ", ")))
		}
	})
	return lines
}

func (s source) metricName(options *ast.CompositeLit) string {
	parts := map[string]string{}
	for _, element := range options.Elts {
		if pair, is := element.(*ast.KeyValueExpr); is {
			if key, is := pair.Key.(*ast.Ident); is {
				parts[key.Name] = s.text(pair.Value)
			}
		}
	}
	if parts["Name"] == "" {
		return ""
	}
	named := []string{}
	for _, part := range []string{"Namespace", "Subsystem", "Name"} {
		if parts[part] != "" {
			named = append(named, parts[part])
		}
	}
	return strings.Join(named, "_")
}

func (s source) labels(arguments []ast.Expr) []string {
	labels := []string{}
	for _, argument := range arguments {
		list, is := argument.(*ast.CompositeLit)
		if !is {
			continue
		}
		if array, is := list.Type.(*ast.ArrayType); is && typeName(array.Elt) == "string" {
			for _, element := range list.Elts {
				labels = append(labels, s.text(element))
			}
		}
	}
	slices.Sort(labels)
	return labels
}

func (s source) messages(calls []string) []string {
	lines := []string{}
	s.each(func(node ast.Node) {
		call, is := node.(*ast.CallExpr)
		if !is || !slices.Contains(calls, functionName(call)) {
			return
		}
		for _, argument := range call.Args {
			if text, is := s.firstText(argument); is {
				lines = append(lines, fmt.Sprintf("message %s %q", functionName(call), text))
				return
			}
		}
	})
	return lines
}

// The text that an argument is, or that it is formatted from.
func (s source) firstText(node ast.Expr) (string, bool) {
	if value, is := literal(node); is {
		return value, true
	}
	if binary, is := node.(*ast.BinaryExpr); is {
		return s.text(binary), true
	}
	if call, is := node.(*ast.CallExpr); is && functionName(call) == "Sprintf" && len(call.Args) > 0 {
		return literal(call.Args[0])
	}
	return "", false
}

func (s source) fields(tag string) []string {
	lines := []string{}
	s.each(func(node ast.Node) {
		spec, is := node.(*ast.TypeSpec)
		if !is {
			return
		}
		structure, is := spec.Type.(*ast.StructType)
		if !is {
			return
		}
		for _, field := range structure.Fields.List {
			if field.Tag == nil {
				continue
			}
			tags, err := strconv.Unquote(field.Tag.Value)
			if err != nil {
				continue
			}
			name, _, _ := strings.Cut(reflect.StructTag(tags).Get(tag), ",")
			if name != "" && name != "-" {
				lines = append(lines, fmt.Sprintf("field %s.%s", spec.Name.Name, name))
			}
		}
	})
	return lines
}

// Flags of the packages flag, pflag and kingpin.
func (s source) flags() []string {
	lines := []string{}
	s.each(func(node ast.Node) {
		call, is := node.(*ast.CallExpr)
		if !is {
			return
		}
		name := functionName(call)
		switch {
		case name == "Flag" && len(call.Args) >= 2:
			lines = append(lines, "flag --"+s.text(call.Args[0]))
		case strings.HasSuffix(name, "Var") && len(call.Args) >= 4 && receiver(call) != "":
			lines = append(lines, fmt.Sprintf("flag --%s=%s", s.text(call.Args[1]), value(call.Args[2])))
		}
	})
	return lines
}

// PromQL's functions: the keys of the map that its parser looks them up in.
func (s source) functions() []string {
	lines := []string{}
	s.each(func(node ast.Node) {
		spec, is := node.(*ast.ValueSpec)
		if !is || len(spec.Names) != 1 || spec.Names[0].Name != "Functions" || len(spec.Values) != 1 {
			return
		}
		table, is := spec.Values[0].(*ast.CompositeLit)
		if !is {
			return
		}
		for _, element := range table.Elts {
			if pair, is := element.(*ast.KeyValueExpr); is {
				lines = append(lines, "function "+s.text(pair.Key))
			}
		}
	})
	return lines
}

func value(node ast.Expr) string {
	switch each := node.(type) {
	case *ast.BasicLit:
		return strings.Trim(each.Value, "\"`")
	case *ast.Ident:
		return each.Name
	}
	return "…"
}

func functionName(call *ast.CallExpr) string {
	switch function := call.Fun.(type) {
	case *ast.SelectorExpr:
		return function.Sel.Name
	case *ast.Ident:
		return function.Name
	}
	return ""
}

func receiver(call *ast.CallExpr) string {
	if selector, is := call.Fun.(*ast.SelectorExpr); is {
		if name, is := selector.X.(*ast.Ident); is {
			return name.Name
		}
	}
	return ""
}

func typeName(node ast.Expr) string {
	switch each := node.(type) {
	case *ast.SelectorExpr:
		return each.Sel.Name
	case *ast.Ident:
		return each.Name
	}
	return ""
}
