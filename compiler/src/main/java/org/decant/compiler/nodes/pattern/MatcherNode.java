package org.decant.compiler.nodes.pattern;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;

/// A pattern: compares a value and names its parts.
public abstract class MatcherNode extends Node {

    /// Whether the value fits; the names of the pattern then have their values.
    public abstract boolean executeMatch(VirtualFrame frame, Object value);
}
