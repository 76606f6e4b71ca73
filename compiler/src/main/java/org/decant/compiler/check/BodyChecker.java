package org.decant.compiler.check;

import org.decant.compiler.types.Type;
import org.decant.runtime.diagnostic.Span;

/// Checks one body: joins the checkers of statements, expressions, calls and decoding forms over one environment at a
/// time (blocks have environments of their own).
final class BodyChecker {
    private final FileChecker file;
    private Environment environment;
    private final StatementChecker statements = new StatementChecker(this);
    private final ExpressionChecker expressions = new ExpressionChecker(this);
    private final OperatorChecker operators = new OperatorChecker(this);
    private final CallChecker calls = new CallChecker(this);
    private final BuiltinCallChecker builtinCalls = new BuiltinCallChecker(this);
    private final DecodingChecker decoding = new DecodingChecker(this);
    private final BlockChecker blocks = new BlockChecker(this);
    private final PatternChecker patterns = new PatternChecker(this);

    BodyChecker(FileChecker file, Environment environment) {
        this.file = file;
        this.environment = environment;
    }

    FileChecker file() {
        return file;
    }

    Names names() {
        return file.names();
    }

    Environment environment() {
        return environment;
    }

    void enter(Environment inner) {
        environment = inner;
    }

    void leave() {
        environment = environment.parent();
    }

    StatementChecker statements() {
        return statements;
    }

    ExpressionChecker expressions() {
        return expressions;
    }

    OperatorChecker operators() {
        return operators;
    }

    CallChecker calls() {
        return calls;
    }

    BuiltinCallChecker builtinCalls() {
        return builtinCalls;
    }

    DecodingChecker decoding() {
        return decoding;
    }

    BlockChecker blocks() {
        return blocks;
    }

    PatternChecker patterns() {
        return patterns;
    }

    Problems problems() {
        return file.problems();
    }

    void error(Span span, String message, String hint) {
        problems().error(span, message, hint);
    }

    /// An error where a value of `wanted` is needed and one of `found` stands.
    void mismatch(Span span, String what, Type wanted, Type found) {
        if (wanted.resolved() != Type.UNKNOWN && found.resolved() != Type.UNKNOWN) {
            error(span, what + " is " + article(wanted) + ", this is " + article(found), Mistakes.hint(wanted, found));
        }
    }

    static String article(Type type) {
        Type resolved = type.resolved();
        if (resolved == Type.NOTHING || resolved == Type.NEVER) {
            return "nothing";
        }
        String name = resolved.toString();
        if (resolved == Type.LOGITS || resolved == Type.TOKENS || resolved == Type.TEXT) {
            return name;
        }
        return ("AEIOUaeiou".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
    }
}
