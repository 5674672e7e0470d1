package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

// tokenBytes is how many random bytes a token has.
const tokenBytes = 32

// A tokenSum is the SHA-256 of a token, base64url. All the book ever keeps of
// it: a token has too much chance in it to be guessed from its sum.
type tokenSum string

func sumOf(token string) tokenSum {
	sum := sha256.Sum256([]byte(token))
	return tokenSum(base64.RawURLEncoding.EncodeToString(sum[:]))
}

func newToken() string {
	var b [tokenBytes]byte
	rand.Read(b[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// SignIn adds a person of that name and opens a session for them. The token is
// theirs to keep, for as long as Lifetime; it cannot be had again.
func (b *Book) SignIn(ctx context.Context, name string) (p Person, token string, err error) {
	token = newToken()
	err = b.change(ctx, func() (_ []event, err error) {
		p, err = b.newcomer(name)
		return []event{
			{Kind: personAdded, Person: p.ID, Name: p.Name},
			{Kind: sessionOpened, Person: p.ID, Session: sumOf(token), Expires: b.now().UTC().Add(Lifetime)},
		}, err
	})
	if err != nil {
		return Person{}, "", err
	}
	return p, token, nil
}

// ByToken returns who is signed in with a token.
func (b *Book) ByToken(token string) (Person, bool) {
	sum := sumOf(token)
	b.mu.RLock()
	defer b.mu.RUnlock()
	s, ok := b.sessions[sum]
	if !ok || !b.now().Before(s.expires) {
		return Person{}, false
	}
	return Person{s.person, b.people[s.person]}, true
}

// SignOut closes the session of a token. A token that is not known, or no
// longer, is signed out already.
func (b *Book) SignOut(ctx context.Context, token string) error {
	sum := sumOf(token)
	return b.change(ctx, func() ([]event, error) {
		b.mu.RLock()
		defer b.mu.RUnlock()
		s, ok := b.sessions[sum]
		if !ok {
			return nil, nil
		}
		return []event{{Kind: sessionClosed, Person: s.person, Session: sum}}, nil
	})
}
