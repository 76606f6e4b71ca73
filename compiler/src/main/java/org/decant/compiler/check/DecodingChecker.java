package org.decant.compiler.check;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.decant.compiler.builtin.Builtin;
import org.decant.compiler.syntax.Argument;
import org.decant.compiler.syntax.Expression;
import org.decant.compiler.syntax.Name;
import org.decant.compiler.syntax.Statement;
import org.decant.compiler.typed.Branching;
import org.decant.compiler.typed.Code;
import org.decant.compiler.typed.CodeWalker;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.types.Type;
import org.decant.runtime.diagnostic.NearestName;
import org.decant.runtime.diagnostic.Span;

/// Checks the forms that decoding has of its own: `emit`, `generate`, `draft`, `verify`, `constrain`, `fork`,
/// `parallel for`, `both` and `run`.
final class DecodingChecker {
    /// A token with its natural-log probability.
    private static final Type SCORED_TOKEN = new Type.Tuple(List.of(Type.TOKEN, Type.FLOAT));

    private final BodyChecker body;

    DecodingChecker(BodyChecker body) {
        this.body = body;
    }

    Code emit(Statement.Emit emit) {
        checkWrites("emit", emit.span());
        Code value = written(body.expressions().value(emit.value(), null), emit.value().span(), "`emit` writes");
        return new Code.Emit(value, Type.NOTHING, emit.span());
    }

    private void checkWrites(String word, Span span) {
        if (!body.environment().writes()) {
            boolean function = body.environment().kind() == Environment.Kind.FUNCTION;
            body.error(span, "`" + word + "` stands in " + (function ? "a function" : "a block") + ", which cannot write",
                    function ? "let the function return tokens, and emit them in the strategy"
                            : "let the block give tokens, or use `parallel for`, whose branches write");
        }
    }

    /// A value that is appended to the output: a Token, Tokens or what `verify` accepted.
    private Code written(Code value, Span span, String what) {
        Type type = value.type().resolved();
        if (type == Type.TOKEN || type == Type.VERIFIED || type == Type.UNKNOWN || type == Type.NEVER
                || type instanceof Type.ListType list && Conversions.possible(list.element(), Type.TOKEN)) {
            return value;
        }
        String hint = Mistakes.hint(Type.TOKEN, type);
        if (type == Type.CONTEXT) {
            hint = "give what is new in it: `context.since(output)`";
        }
        body.error(span, what + " a Token or Tokens, this is " + BodyChecker.article(type), hint);
        return ExpressionChecker.unknown(span);
    }

    Code generate(Statement.Generate generate) {
        checkWrites("generate", generate.span());
        List<Statement> statements = generate.body().statements();
        Statement last = statements.isEmpty() ? null : statements.getLast();
        boolean runs = last instanceof Statement.Evaluate evaluate && evaluate.expression() instanceof Expression.Run run
                && run.from() == null;
        int outerSlots = body.environment().frame().size();
        body.environment().enterLoop();
        Code code = body.statements().block(generate.body(), runs ? Type.NOTHING : null);
        body.environment().leaveLoop();
        Type type = code.type().resolved();
        if (type == Type.NOTHING || type == Type.NEVER) {
            if (!CodeWalker.any(code, DecodingChecker::goesOn)) {
                body.error(last == null ? generate.span() : last.span(), "this `generate` block gives no token",
                        "end it with the token to append, such as `sample(softmax(target(output)))`");
            }
            return new Code.Generate(code, outerSlots, Type.NOTHING, generate.span());
        }
        return new Code.Generate(written(code, last == null ? generate.span() : last.span(),
                "a `generate` block gives"), outerSlots, Type.NOTHING, generate.span());
    }

    private static boolean goesOn(Code code) {
        return code instanceof Code.Emit || code instanceof Code.Return || code instanceof Code.Break
                || code instanceof Code.Generate || code instanceof Code.RunStrategy || code instanceof Code.RunStrategyValue
                || code.type().resolved() == Type.UNKNOWN;
    }

    Code draft(Expression.Draft draft) {
        Code shape = as(builtinFirst(draft.shape(), Type.SHAPE), draft.shape().span(), Type.SHAPE,
                "what a draft grows by");
        Code from = body.expressions().as(draft.from(), Type.CONTEXT, "what a draft grows from");
        Type.Function wanted = new Type.Function(List.of(Type.NODE), new Type.Variable());
        Code.Closure proposal = body.blocks().block(draft.proposal(), wanted, "draft");
        checkProposal(proposal, draft.proposal());
        body.environment().markDraws();
        return new Code.Draft(shape, from, proposal, Branches.of(proposal), Type.TREE, draft.span());
    }

    private void checkProposal(Code.Closure proposal, Expression.Lambda syntax) {
        Type type = ((Type.Function) proposal.type()).result().resolved();
        if (type == Type.DIST || type == Type.UNKNOWN
                || type instanceof Type.ListType list && (Conversions.possible(list.element(), Type.TOKEN)
                || Conversions.possible(list.element(), SCORED_TOKEN))) {
            return;
        }
        List<Statement> statements = syntax.body().statements();
        Span place = statements.isEmpty() ? syntax.span() : statements.getLast().span();
        if (type == Type.TOKEN) {
            body.error(place, "a `draft` block proposes a Dist to draw from, this is a token already drawn: the draft would"
                            + " have no probabilities to verify by",
                    "give the distribution itself, `softmax(…)`; tokens to take as they are go in a list, `[token]`");
        } else {
            body.error(place, "a `draft` block proposes a Dist to draw from or Tokens to take, this is "
                    + BodyChecker.article(type), Mistakes.hint(Type.DIST, type));
        }
    }

    /// A shape or a rule: builtin names come first here, so that `beam(4, 3)` is a shape though a strategy has that name.
    private Code builtinFirst(Expression expression, Type wanted) {
        Name name = expression instanceof Expression.Variable variable ? variable.name()
                : expression instanceof Expression.Call call && call.callee() instanceof Expression.Variable variable
                ? variable.name() : null;
        if (name != null && body.environment().lookup(name.text()) == null) {
            for (Builtin builtin : body.names().builtins().named(name.text())) {
                if (builtin.result() == wanted && expression instanceof Expression.Call call
                        && builtin.kind() == Builtin.Kind.FUNCTION) {
                    return body.builtinCalls().function(name, call.arguments(), call.span());
                }
                if (builtin.result() == wanted && builtin.kind() == Builtin.Kind.VALUE
                        && expression instanceof Expression.Variable) {
                    return new Code.CallBuiltin(builtin, List.of(), wanted, name.span());
                }
            }
        }
        return body.expressions().value(expression, wanted);
    }

    private Code as(Code code, Span span, Type type, String what) {
        Code converted = Conversions.convert(code, type);
        if (converted == null) {
            String hint = type == Type.SHAPE ? "shapes are `chain(n)`, `tree([…])`, `top([…])`, `best_first(n)`,"
                    + " `beam(width, depth)`, `stochastic_beam(width, depth)`, `paths(count, length)` and `shape { node -> … }`"
                    : type == Type.RULE ? "rules are `exact`, `rejection`, `k_seq`, `typical(epsilon, delta)`, `threshold(p)` and"
                    + " `rule { p, q, node -> … }`" : Mistakes.hint(type, code.type());
            if (code.type().resolved() != Type.UNKNOWN) {
                body.error(span, what + " is " + BodyChecker.article(type) + ", this is " + BodyChecker.article(code.type()),
                        hint);
            }
            return ExpressionChecker.unknown(span);
        }
        return converted;
    }

    Code verify(Expression.Verify verify) {
        Code tree = body.expressions().as(verify.tree(), Type.TREE, "what is verified");
        Code model = body.expressions().as(verify.model(), Type.MODEL, "what verifies");
        Code rule = as(builtinFirst(verify.rule(), Type.RULE), verify.rule().span(), Type.RULE, "what accepts tokens");
        body.environment().markCallsModel();
        body.environment().markDraws();
        return new Code.Verify(tree, model, rule, Type.VERIFIED, verify.span());
    }

    Code constrain(Expression.Constrain constrain) {
        Code model = body.expressions().as(constrain.model(), Type.MODEL, "what is constrained");
        Code constraint = body.expressions().as(constrain.constraint(), Type.CONSTRAINT, "what constrains");
        return body.builtinCalls().synthesized("operator_constrain", List.of(model, constraint), constrain.span());
    }

    Code fork(Expression.Fork fork) {
        Code count = body.expressions().as(fork.count(), Type.INT, "the number of branches");
        Code.Closure block = body.blocks().branch(fork.body(), null, null, "fork");
        return new Code.Fork(count, block, new Type.ListType(result(block)), fork.span());
    }

    private static Type result(Code.Closure block) {
        return ((Type.Function) block.type()).result();
    }

    Code parallelFor(Expression.ParallelFor loop) {
        Code sequence = body.expressions().sequence(loop.sequence());
        Code.Closure block = body.blocks().branch(loop.body(), loop.pattern(), StatementChecker.elementOf(sequence),
                "parallel for");
        Branching branching = Branches.of(block);
        return new Code.ParallelFor(sequence, block, branching, new Type.ListType(result(block)), loop.span());
    }

    Code both(Expression.Both both) {
        Code.Closure first = body.blocks().branch(both.first(), null, null, "both");
        Code.Closure second = body.blocks().branch(both.second(), null, null, "and");
        return new Code.Both(first, second, new Type.Tuple(List.of(result(first), result(second))), both.span());
    }

    Code run(Expression.Run run) {
        body.environment().markCallsModel();
        body.environment().markDraws();
        if (run.from() == null && !body.environment().writes()) {
            boolean function = body.environment().kind() == Environment.Kind.FUNCTION;
            body.error(run.span(), "`run` writes to the output, and " + (function ? "a function" : "a block") + " cannot",
                    "give it a context of its own: `run strategy(…) from context`");
        }
        Code from = run.from() == null ? null
                : body.expressions().as(run.from(), Type.CONTEXT, "what a strategy goes on from");
        List<Argument> own = new ArrayList<>();
        Code tokens = null;
        Code stop = null;
        for (Argument argument : run.arguments()) {
            String name = argument.name() == null ? "" : argument.name().text();
            switch (name) {
                case "tokens" -> tokens = body.expressions().as(argument.value(), Type.INT, "the token budget");
                case "stop" -> stop = body.expressions().as(argument.value(), Type.TEXT, "the stop text");
                default -> own.add(argument);
            }
        }
        if (!(run.strategy() instanceof Expression.Variable variable)) {
            Code strategy = body.expressions().as(run.strategy(), Type.STRATEGY, "what is run");
            return runValue(strategy, own, tokens, stop, from, run.span());
        }
        LocalVariable local = body.environment().lookup(variable.name().text());
        Routine routine = local != null ? null : body.names().strategy(variable.name().text());
        if (routine != null) {
            List<Code> arguments = body.calls().routineArguments(routine, own, run.span());
            return new Code.RunStrategy(routine, arguments, tokens, stop, from, routine.result(), run.span());
        }
        if (local != null || body.names().constant(variable.name().text()) != null) {
            Code strategy = body.expressions().as(variable, Type.STRATEGY, "what is run");
            return runValue(strategy, own, tokens, stop, from, run.span());
        }
        own.forEach(argument -> body.expressions().check(argument.value(), null));
        unknownStrategy(variable.name());
        return ExpressionChecker.unknown(run.span());
    }

    private void unknownStrategy(Name name) {
        if (body.names().function(name.text()) != null) {
            body.error(name.span(), "`" + name + "` is a function: it is called, not run", "write `" + name + "(…)`");
            return;
        }
        String near = NearestName.hint(name.text(), new TreeSet<>(body.names().strategies()));
        body.problems().unknownName(name, "there is no strategy `" + name + "` here", near,
                "import it from the library: `import " + name + "`");
    }

    private Code runValue(Code strategy, List<Argument> arguments, Code tokens, Code stop, Code from, Span span) {
        List<Code> positional = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Code> named = new ArrayList<>();
        for (Argument argument : arguments) {
            Code value = body.expressions().value(argument.value(), null);
            if (argument.name() == null) {
                positional.add(value);
            } else {
                names.add(argument.name().text());
                named.add(value);
            }
        }
        return new Code.RunStrategyValue(strategy, positional, names, named, tokens, stop, from, Type.TOKENS, span);
    }
}
