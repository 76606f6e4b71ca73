package org.decant.compiler.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.decant.compiler.typed.FrameLayout;
import org.decant.compiler.typed.Lambda;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.types.Type;
import org.decant.runtime.diagnostic.Span;

/// A frame while its body is checked: the names in scope, what is captured from around, and what the body may do.
final class Environment {

    enum Kind {
        STRATEGY,
        FUNCTION,
        /// A block with parameters: may read what is around it.
        BLOCK,
        /// A branch with an output of its own: `fork`, `parallel for`, `both`.
        BRANCH,
        /// The value of a constant.
        CONSTANT,
        /// What is typed at the REPL.
        INTERACTIVE
    }

    private final Environment parent;
    private final Kind kind;
    private final Routine routine;
    private final FrameLayout frame = new FrameLayout();
    private final List<Map<String, LocalVariable>> scopes = new ArrayList<>();
    private final List<Lambda.Capture> captures = new ArrayList<>();
    private int loops;
    private Type result;
    private boolean callsModel;
    private boolean draws;

    Environment(Environment parent, Kind kind, Routine routine, Type result) {
        this.parent = parent;
        this.kind = kind;
        this.routine = routine;
        this.result = result;
        scopes.add(new HashMap<>());
    }

    Environment parent() {
        return parent;
    }

    Kind kind() {
        return kind;
    }

    Routine routine() {
        return routine;
    }

    FrameLayout frame() {
        return frame;
    }

    List<Lambda.Capture> captures() {
        return captures;
    }

    /// The type that `return` gives; null where the body decides.
    Type result() {
        return result;
    }

    void setResult(Type type) {
        result = type;
    }

    /// Whether `emit`, `generate` and a written `run` are allowed here.
    boolean writes() {
        return kind == Kind.STRATEGY || kind == Kind.BRANCH || kind == Kind.INTERACTIVE;
    }

    boolean inLoop() {
        return loops > 0;
    }

    void enterLoop() {
        loops++;
    }

    void leaveLoop() {
        loops--;
    }

    boolean callsModel() {
        return callsModel;
    }

    boolean draws() {
        return draws;
    }

    /// A model may be called here; holds for the bodies around too.
    void markCallsModel() {
        for (Environment at = this; at != null; at = at.parent) {
            at.callsModel = true;
        }
    }

    void markDraws() {
        for (Environment at = this; at != null; at = at.parent) {
            at.draws = true;
        }
    }

    void push() {
        scopes.add(new HashMap<>());
    }

    void pop() {
        scopes.removeLast();
    }

    LocalVariable declare(String name, Type type, boolean mutable, Span span) {
        LocalVariable variable = new LocalVariable(name, frame.add(name, type), type, mutable, false, false, span);
        scopes.getLast().put(name, variable);
        return variable;
    }

    /// A slot without a name that scripts can say.
    int temporary(Type type) {
        return frame.add("", type);
    }

    /// Makes the variable known as not null from here to the end of the innermost scope.
    void narrow(LocalVariable variable) {
        scopes.getLast().put(variable.name(), variable.asNarrowed());
    }

    /// Forgets what tests have shown about a variable that is assigned.
    void widen(String name) {
        for (Map<String, LocalVariable> scope : scopes) {
            LocalVariable known = scope.get(name);
            if (known != null && known.narrowed()) {
                scope.put(name, new LocalVariable(name, known.slot(), known.type(), known.mutable(), known.captured(),
                        false, known.span()));
            }
        }
    }

    boolean declaredInInnermostScope(String name) {
        return scopes.getLast().containsKey(name);
    }

    /// The variable of that name, captured from around where this is a block; null where there is none.
    LocalVariable lookup(String name) {
        for (int i = scopes.size() - 1; i >= 0; i--) {
            LocalVariable found = scopes.get(i).get(name);
            if (found != null) {
                return found;
            }
        }
        if (parent == null) {
            return null;
        }
        LocalVariable outer = parent.lookup(name);
        if (outer == null) {
            return null;
        }
        int inner = frame.add(name, outer.type());
        captures.add(new Lambda.Capture(outer.slot(), inner));
        LocalVariable captured = outer.asCaptured(inner);
        scopes.getFirst().put(name, captured);
        return captured;
    }

    /// The variables declared at the top of this frame, in order.
    List<LocalVariable> declaredAtTop() {
        return scopes.getFirst().values().stream().filter(variable -> !variable.captured())
                .sorted(Comparator.comparingInt(LocalVariable::slot)).toList();
    }

    /// All names in scope, for hints.
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Environment at = this; at != null; at = at.parent) {
            at.scopes.forEach(scope -> names.addAll(scope.keySet()));
        }
        return names;
    }
}
