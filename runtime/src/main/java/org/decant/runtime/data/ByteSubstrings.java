package org.decant.runtime.data;

/// The substrings of a sequence of bytes: the suffix automaton of [SuffixStates] with bytes as symbols. State 0 is the empty
/// substring.
public final class ByteSubstrings {
    private final SuffixStates states = new SuffixStates();

    private ByteSubstrings() {
    }

    public static ByteSubstrings of(byte[] bytes) {
        ByteSubstrings substrings = new ByteSubstrings();
        for (int i = 0; i < bytes.length; i++) {
            substrings.states.extend(bytes[i] & 0xFF, i + 1);
        }
        return substrings;
    }

    /// The state of the substrings of `state` followed by a byte, 0 to 255; -1 where they are no substrings.
    public int next(int state, int value) {
        return states.next(state, value);
    }

    /// The number of states, at most twice that of the bytes.
    public int states() {
        return states.states();
    }
}
