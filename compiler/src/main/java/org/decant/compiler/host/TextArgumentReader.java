package org.decant.compiler.host;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.decant.compiler.check.InteractiveInput;
import org.decant.compiler.language.DecantContext;
import org.decant.compiler.language.NoVocabulary;
import org.decant.compiler.syntax.Parser;
import org.decant.compiler.typed.Code;
import org.decant.compiler.typed.FrameLayout;
import org.decant.compiler.typed.GlobalConstant;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.types.Type;
import org.decant.compiler.types.Types;
import org.decant.runtime.data.Sequence;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.diagnostic.Span;
import org.decant.runtime.model.Model;
import org.decant.runtime.random.SeededDraws;
import org.decant.runtime.run.Output;
import org.decant.runtime.run.Run;
import org.decant.runtime.run.Session;
import org.decant.runtime.tensor.file.TensorFile;

/// Reads arguments that are given as text; see [TextArgument].
final class TextArgumentReader {
    /// The name that an argument's model has while its views are made.
    private static final String MODEL = "model";

    private final Decant decant;
    private final DecantContext context;
    private final Module module;
    private final Session session;
    private final GivenModels models;

    /// @param models those that the arguments name; null where there is no façade that could open any
    TextArgumentReader(Decant decant, DecantContext context, Module module, Session session, GivenModels models) {
        if (decant == null) {
            throw new DecantException("arguments as text need an engine that knows the library and the kinds of models",
                    "run the strategy through `Decant`, or give the values themselves");
        }
        this.decant = decant;
        this.context = context;
        this.module = module;
        this.session = session;
        this.models = models;
    }

    /// @param arguments one, or several for a list of models
    Object read(List<TextArgument> arguments, Routine.Parameter parameter) {
        if (arguments.size() > 1 && !Types.models(Types.plain(parameter.type()))) {
            throw new DecantException(Diagnostic.error(arguments.get(1).place(), "`" + parameter.name() + "` is of the type "
                    + parameter.type() + ", it is given more than once", "give it once"));
        }
        if (Types.models(Types.plain(parameter.type())) && !(arguments.size() == 1 && arguments.getFirst().text().strip().equals("null"))) {
            return Sequence.of(arguments.stream().map(this::model).toArray());
        }
        return read(arguments.getFirst(), parameter);
    }

    private Object read(TextArgument argument, Routine.Parameter parameter) {
        Type type = parameter.type().resolved();
        if (type instanceof Type.Nullable nullable) {
            if (argument.text().strip().equals("null")) {
                return null;
            }
            type = nullable.base().resolved();
        }
        String text = argument.text().strip();
        if (type == Type.TEXT) {
            return argument.text();
        }
        if (type == Type.INT) {
            return integer(argument, text, parameter);
        }
        if (type == Type.FLOAT) {
            return number(argument, text, parameter);
        }
        if (type == Type.BOOL) {
            return truth(argument, text, parameter);
        }
        if (Types.model(type)) {
            return model(argument);
        }
        if (type == Type.STRATEGY) {
            return strategy(argument, text);
        }
        if (type == Type.TENSOR && TensorFile.named(text)) {
            return tensor(argument, text);
        }
        return expression(argument, "", argument.text(), 0, type, null);
    }

    private static DecantException wrong(TextArgument argument, Routine.Parameter parameter, String example) {
        return new DecantException(Diagnostic.error(argument.place(), "`" + parameter.name() + "` is of the type "
                + parameter.type() + ", `" + argument.text() + "` is not", "give " + example));
    }

    private static Long integer(TextArgument argument, String text, Routine.Parameter parameter) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notWhole) {
            throw wrong(argument, parameter, "a whole number of at most 64 bits, such as `4`");
        }
    }

    private static Double number(TextArgument argument, String text, Routine.Parameter parameter) {
        try {
            switch (text) {
                case "inf", "+inf" -> {
                    return Double.POSITIVE_INFINITY;
                }
                case "-inf" -> {
                    return Double.NEGATIVE_INFINITY;
                }
                default -> {
                    double value = Double.parseDouble(text);
                    if (Double.isFinite(value) && Character.isDigit(text.charAt(text.length() - 1))) {
                        return value;
                    }
                }
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw wrong(argument, parameter, "a number, such as `0.9` or `1e-3`");
    }

    private static Boolean truth(TextArgument argument, String text, Routine.Parameter parameter) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(argument, parameter, "`true` or `false`");
        };
    }

    private static Object tensor(TextArgument argument, String text) {
        try {
            return TensorFile.read(Path.of(text));
        } catch (InvalidPathException invalid) {
            throw new DecantException("`" + text + "` is no path: " + invalid.getReason(), null).at(argument.place());
        } catch (DecantException wrong) {
            throw wrong.at(argument.place());
        }
    }

    private Object strategy(TextArgument argument, String text) {
        try {
            boolean path = text.endsWith(".decode") || text.contains("/") || text.contains("\\");
            return context.strategy((path ? decant.load(Path.of(text)).main() : decant.strategy(text)).routine());
        } catch (InvalidPathException invalid) {
            throw new DecantException("`" + text + "` is no path: " + invalid.getReason(), null).at(argument.place());
        } catch (DecantException wrong) {
            throw wrong.at(argument.place());
        }
    }

    private Object model(TextArgument argument) {
        Model model = session.bind(models.of(argument));
        int views = argument.text().indexOf(GivenModels.VIEWS);
        return views < 0 ? model : expression(argument, MODEL + " ", argument.text().substring(views), views,
                Type.MODEL, model);
    }

    /// The value of an expression of the language.
    ///
    /// @param before what is put before the text to make the expression
    /// @param text   the end of the argument's text from `offset`
    /// @param model  what [#MODEL] stands for, or null
    private Object expression(TextArgument argument, String before, String text, int offset, Type type, Model model) {
        String head = "let argument: " + type + " = " + before;
        SourceText source = new SourceText(argument.place().source().name(), head + text);
        try {
            List<Module> visible = new ArrayList<>();
            if (module != null) {
                visible.add(module);
            }
            if (model != null) {
                visible.add(naming(model, source));
            }
            InteractiveInput input = decant.finder().checker().checkInput(Parser.parseInput(source), source, visible);
            Run run = new Run(session, new Output(null, session.root(NoVocabulary.INSTANCE), 0, List.of(), null),
                    new SeededDraws(0));
            Tuple values = (Tuple) Decant.call(context, input.routine(), run.start());
            return values.get(0);
        } catch (DecantException wrong) {
            List<Diagnostic> placed = new ArrayList<>();
            for (Diagnostic problem : wrong.diagnostics()) {
                Span span = problem.span();
                int shift = offset - head.length();
                placed.add(span == null || span.source() != source ? argument.placed(problem, 0, argument.text().length())
                        : argument.placed(problem, Math.max(span.start() + shift, offset),
                        Math.max(span.end() + shift, offset)));
            }
            throw new DecantException(placed);
        }
    }

    private static Module naming(Model model, SourceText source) {
        Module names = Module.empty(source, List.of());
        GlobalConstant constant = new GlobalConstant(MODEL, "", Span.whole(source));
        constant.define(Type.MODEL, new Code.Constant(model, Type.MODEL, Span.whole(source)), new FrameLayout());
        names.constants().put(MODEL, constant);
        return names;
    }
}
