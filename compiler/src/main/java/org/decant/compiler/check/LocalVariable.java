package org.decant.compiler.check;

import org.decant.compiler.types.Type;
import org.decant.runtime.diagnostic.Span;

/// A variable or parameter in scope.
///
/// @param slot     its slot in the frame
/// @param type     its type
/// @param mutable  whether it is a `var`
/// @param captured whether it belongs to a block around this one (it may be read, not assigned)
/// @param narrowed whether a test around has shown that its value is not null; `type` is the nullable type still
record LocalVariable(String name, int slot, Type type, boolean mutable, boolean captured, boolean narrowed, Span span) {

    LocalVariable asNarrowed() {
        return new LocalVariable(name, slot, type, mutable, captured, true, span);
    }

    LocalVariable asCaptured(int inner) {
        return new LocalVariable(name, inner, type, mutable, true, narrowed, span);
    }
}
