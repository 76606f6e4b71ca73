package org.decant.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.decant.cli.Command.Invocation;
import org.decant.compiler.host.TextArgument;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.types.Type;
import org.decant.compiler.types.Types;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.ModelCatalog;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The options that a strategy's parameters make: `--draft-length`, or `--draft_length`, for `draft_length`. A parameter
/// that has the name of an option of the command gets `--with-` before it. The option of a list of models may be given again.
final class StrategyOptions {
    private final Routine strategy;
    private final Header header;
    private final ModelCatalog catalog;
    private final Map<String, String> optionByParameter = new LinkedHashMap<>();

    /// @param catalog decides on the models that are not given
    StrategyOptions(Routine strategy, Header header, ModelCatalog catalog) {
        this.strategy = strategy;
        this.header = header;
        this.catalog = catalog;
    }

    /// Adds the options to a command that has its own already.
    void addTo(CommandSpec specification) {
        List<String> reserved = new ArrayList<>(List.of("-h", "--help", "--debug", "--tier"));
        specification.options().forEach(option -> reserved.addAll(List.of(option.names())));
        ArgGroupSpec.Builder group = ArgGroupSpec.builder().exclusive(false).validate(false)
                .heading("%nParameters of " + strategy.name() + ":%n");
        for (Routine.Parameter parameter : strategy.parameters()) {
            String kebab = "--" + parameter.name().replace('_', '-');
            String snake = "--" + parameter.name();
            if (reserved.contains(kebab) || reserved.contains(snake)) {
                kebab = "--with-" + kebab.substring(2);
                snake = "--with-" + snake.substring(2);
            }
            String[] names = kebab.equals(snake) ? new String[] {kebab} : new String[] {kebab, snake};
            optionByParameter.put(parameter.name(), kebab);
            OptionSpec.Builder option = OptionSpec.builder(names).paramLabel(label(parameter)).arity("1")
                    .description(description(parameter).replace("%", "%%"));
            group.addArg((isRepeated(parameter) ? option.type(List.class).auxiliaryTypes(String.class)
                    : option.type(String.class)).build());
        }
        if (!strategy.parameters().isEmpty()) {
            specification.addArgGroup(group.build());
        }
    }

    private String label(Routine.Parameter parameter) {
        Type type = Types.plain(parameter.type());
        return Types.model(type) || Types.models(type) ? "MODEL" : type.toString();
    }

    private String description(Routine.Parameter parameter) {
        String said = header.parameter(parameter.name());
        String otherwise = parameter.defaultValue() != null ? Signature.defaultText(parameter)
                : isModel(parameter) ? defaultModel(parameter) : null;
        if (said.isEmpty() && isModel(parameter)) {
            said = parameter == mainModel() ? "the model, `kind:path`" : "a model, `kind:path`";
        }
        if (isRepeated(parameter)) {
            said = said.isEmpty() ? "a model, `kind:path`; may be given again" : said + "; may be given again";
        }
        String rest = otherwise == null ? "(must be given)" : "(default " + otherwise + ")";
        return said.isEmpty() ? rest : said + " " + rest;
    }

    /// The texts of the options that are there, by parameter: one, or several of a list of models.
    ///
    /// @throws DecantException where another option is given again
    private Map<String, List<String>> texts(Invocation invocation) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (Routine.Parameter parameter : strategy.parameters()) {
            String option = optionByParameter.get(parameter.name());
            Object given = invocation.given().matchedOptionValue(option, null);
            if (given instanceof List<?> several) {
                texts.put(parameter.name(), several.stream().map(String.class::cast).toList());
            } else if (given instanceof String text) {
                int again = invocation.word(option, 1);
                if (again >= 0) { // the option parser lets options of a group come again
                    throw invocation.line().error(again, "`" + option + "` is given twice", "give it once");
                }
                texts.put(parameter.name(), List.of(text));
            }
        }
        return texts;
    }

    /// The texts given, by parameter, and those of models that are not given where the catalog has a default.
    ///
    /// @param elsewhere parameters that are given in another way
    /// @param mainModel what the first model parameter is where it is not given, unless it has to fill canvases
    /// @throws DecantException where another parameter without a default is not given
    Map<String, List<String>> given(Invocation invocation, Set<String> elsewhere, String mainModel) {
        Map<String, List<String>> texts = texts(invocation);
        for (Routine.Parameter parameter : strategy.parameters()) {
            String option = optionByParameter.get(parameter.name());
            if (!texts.containsKey(parameter.name()) && !elsewhere.contains(parameter.name())
                    && parameter.defaultValue() == null) {
                String model = !isModel(parameter) ? null : parameter == mainModel() ? ofKind(parameter, mainModel)
                        : catalog.defaultModel(parameter.name(), mainText(texts, elsewhere, mainModel));
                if (model == null) {
                    throw missing(invocation, parameter, option);
                }
                texts.put(parameter.name(), List.of(model));
            }
        }
        return texts;
    }

    /// What is there, as a request takes it, placed where the command line has it.
    Map<String, Object> arguments(Invocation invocation) {
        return arguments(invocation, texts(invocation));
    }

    /// What is [#given], as a request takes it, placed where the command line has it.
    Map<String, Object> arguments(Invocation invocation, Set<String> elsewhere, String mainModel) {
        return arguments(invocation, given(invocation, elsewhere, mainModel));
    }

    private Map<String, Object> arguments(Invocation invocation, Map<String, List<String>> texts) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (Routine.Parameter parameter : strategy.parameters()) {
            List<String> given = texts.get(parameter.name());
            if (given != null) {
                arguments.put(parameter.name(), argument(parameter, IntStream.range(0, given.size())
                        .mapToObj(i -> placed(invocation, parameter.name(), given.get(i), i)).toList()));
            }
        }
        return arguments;
    }

    /// What a request takes for the texts of a parameter.
    static Object argument(Routine.Parameter parameter, List<TextArgument> texts) {
        return isRepeated(parameter) ? texts : texts.getFirst();
    }

    private TextArgument placed(Invocation invocation, String parameter, String text, int occurrence) {
        String option = optionByParameter.get(parameter);
        return invocation.given().hasMatchedOption(option)
                ? new TextArgument(text, invocation.line().value(invocation.word(option, occurrence)))
                : TextArgument.named("--" + parameter, text);
    }

    private static DecantException missing(Invocation invocation, Routine.Parameter parameter, String option) {
        if (isRepeated(parameter)) {
            return invocation.line().missing("the models `" + parameter.name() + "` are missing",
                    "give the option for each: `" + option + " ngram:notes.txt " + option + " 'ngram:builtin?order=2'`");
        }
        return isModel(parameter)
                ? invocation.line().missing("the model `" + parameter.name() + "` is missing",
                        "give one, such as `" + option + " ngram:notes.txt` or `" + option + " 'ngram:builtin?order=2'`")
                : invocation.line().missing("the parameter `" + parameter.name() + "` is missing",
                        "give it: `" + option + " " + parameter.type() + "`");
    }

    private static boolean isModel(Routine.Parameter parameter) {
        return Types.model(parameter.type());
    }

    /// Whether the option may be given again.
    private static boolean isRepeated(Routine.Parameter parameter) {
        return Types.models(Types.plain(parameter.type()));
    }

    /// A model that is given for any, or one that fills canvases where it has to.
    private String ofKind(Routine.Parameter parameter, String model) {
        return parameter.type().resolved() == Type.MASKED_MODEL ? catalog.defaultMaskedModel() : model;
    }

    /// The model of a parameter where none is given; null where it has to be given.
    private String defaultModel(Routine.Parameter parameter) {
        String main = catalog.defaultModel();
        return parameter == mainModel() ? ofKind(parameter, main) : catalog.defaultModel(parameter.name(), main);
    }

    /// The location of the strategy's first model; empty where it is given in another way.
    private String mainText(Map<String, List<String>> texts, Set<String> elsewhere, String mainModel) {
        String main = mainModel().name();
        return elsewhere.contains(main) ? "" : texts.getOrDefault(main, List.of(mainModel)).getFirst();
    }

    private Routine.Parameter mainModel() {
        return strategy.parameters().stream().filter(StrategyOptions::isModel).findFirst().orElse(null);
    }
}
