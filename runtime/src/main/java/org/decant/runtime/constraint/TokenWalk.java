package org.decant.runtime.constraint;

import org.decant.runtime.vocabulary.TokenTrie;

/// Finds the tokens whose bytes an automaton can read from a state, each with the state it leads to.
final class TokenWalk<S> implements TokenTrie.Visitor {

    /// Is told of a token that can be read.
    @FunctionalInterface
    interface Listener<S> {
        void token(int id, S after);
    }

    private final ByteAutomaton<S> automaton;
    private final Listener<S> listener;
    /// The states before the bytes of the path that the walk is on, and after the last.
    private final Object[] states;
    private int depth;

    private TokenWalk(int deepest, ByteAutomaton<S> automaton, S start, Listener<S> listener) {
        this.automaton = automaton;
        this.listener = listener;
        this.states = new Object[deepest + 1];
        this.states[0] = start;
    }

    static <S> void of(TokenTrie tokens, ByteAutomaton<S> automaton, S start, Listener<S> listener) {
        tokens.visit(new TokenWalk<>(tokens.deepest(), automaton, start, listener));
    }

    @Override
    public boolean enter(int at, int value) {
        depth = at + 1;
        states[depth] = automaton.step(state(at), value);
        return states[depth] != null;
    }

    @Override
    public void token(int id) {
        listener.token(id, state(depth));
    }

    @SuppressWarnings("unchecked")
    private S state(int at) {
        return (S) states[at];
    }
}
