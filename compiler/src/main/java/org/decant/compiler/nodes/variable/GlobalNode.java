package org.decant.compiler.nodes.variable;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.value.CallArguments;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.GlobalValue;
import org.decant.compiler.nodes.ScriptException;

/// A constant of a file.
public final class GlobalNode extends DecantNode {
    private final GlobalValue global;
    @CompilationFinal private boolean known;
    @CompilationFinal private Object value;

    public GlobalNode(GlobalValue global) {
        this.global = global;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        if (!known) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            try {
                value = global.get(CallArguments.activation(frame));
            } catch (RuntimeException failure) {
                throw ScriptException.located(failure, this);
            }
            known = true;
        }
        return value;
    }
}
