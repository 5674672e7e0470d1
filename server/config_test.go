package server

import "testing"

func TestSize(t *testing.T) {
	for text, want := range map[string]Size{
		"0": 0, "12": 12, "12B": 12, "3kB": 3000, "3KiB": 3072, "500MB": 500e6, "10 GiB": 10 << 30, "1TiB": 1 << 40,
	} {
		var got Size
		if err := got.UnmarshalText([]byte(text)); err != nil || got != want {
			t.Errorf("%s: %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "GB", "-1", "1.5GB", "12XB", "9000000TiB", "12 12"} {
		if err := new(Size).UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

func TestPublicURL(t *testing.T) {
	for text, want := range map[string]string{
		"https://takt.example.org":       "https://takt.example.org",
		"https://Takt.Example.org/":      "https://takt.example.org",
		"https://takt.example.org:443":   "https://takt.example.org",
		"http://192.0.2.7:80":            "http://192.0.2.7",
		"http://localhost:8080":          "http://localhost:8080",
		"https://takt.example.org:8443/": "https://takt.example.org:8443",
	} {
		var got PublicURL
		if err := got.UnmarshalText([]byte(text)); err != nil || got.URL.String() != want {
			t.Errorf("%s: %v, %v", text, got.URL, err)
		}
	}
	for _, text := range []string{"", "takt.example.org", "ftp://x", "https://", "https://x/path", "https://u:p@x", "https://x?q", "https://x:y"} {
		if err := new(PublicURL).UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}
