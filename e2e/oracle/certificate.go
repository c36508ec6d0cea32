package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"time"
)

// certificate makes a certificate that is its own authority, and its key, in one text: the operator reads those that a
// monitor refers to, and no key belongs in a repository.
func certificate() answer {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return refused(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(24 * time.Hour), IsCA: true, BasicConstraintsValid: true}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return refused(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return refused(err)
	}
	a := answer{}
	for kind, bytes := range map[string][]byte{"CERTIFICATE": cert, "PRIVATE KEY": private} {
		a.Config += string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: bytes}))
	}
	return a
}
