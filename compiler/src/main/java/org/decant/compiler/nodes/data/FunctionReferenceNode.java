package org.decant.compiler.nodes.data;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.Program;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.value.Function;

/// A named function as a value. It is translated when the value is first wanted, because functions may name themselves.
public final class FunctionReferenceNode extends DecantNode {
    private final Program program;
    private final Routine routine;
    @CompilationFinal private Function function;

    public FunctionReferenceNode(Program program, Routine routine) {
        this.program = program;
        this.routine = routine;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        if (function == null) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            function = program.function(routine);
        }
        return function;
    }
}
