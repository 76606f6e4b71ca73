package org.decant.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.decant.cli.Command.Invocation;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.types.Type;
import org.decant.compiler.types.Types;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.ModelCatalog;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The options that a strategy's parameters make: `--draft-length`, or `--draft_length`, for `draft_length`. A parameter
/// that has the name of an option of the command gets `--with-` before it.
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
            group.addArg(OptionSpec.builder(names).paramLabel(label(parameter)).arity("1").type(String.class)
                    .description(description(parameter).replace("%", "%%")).build());
        }
        if (!strategy.parameters().isEmpty()) {
            specification.addArgGroup(group.build());
        }
    }

    private String label(Routine.Parameter parameter) {
        Type type = parameter.type() instanceof Type.Nullable nullable ? nullable.base() : parameter.type();
        return Types.model(type) ? "MODEL" : type.toString();
    }

    private String description(Routine.Parameter parameter) {
        String said = header.parameter(parameter.name());
        String otherwise = parameter.defaultValue() != null ? Signature.defaultText(parameter)
                : isModel(parameter) ? defaultModel(parameter) : null;
        if (said.isEmpty() && isModel(parameter)) {
            said = parameter == mainModel() ? "the model, `kind:path`" : "a model, `kind:path`";
        }
        String rest = otherwise == null ? "(must be given)" : "(default " + otherwise + ")";
        return said.isEmpty() ? rest : said + " " + rest;
    }

    /// The texts of the options that are there, by parameter.
    Map<String, String> texts(Invocation invocation) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Routine.Parameter parameter : strategy.parameters()) {
            String text = invocation.value(optionByParameter.get(parameter.name()));
            if (text != null) {
                texts.put(parameter.name(), text);
            }
        }
        return texts;
    }

    /// The texts given, by parameter, and those of models that are not given where the catalog has a default.
    ///
    /// @param elsewhere parameters that are given in another way
    /// @param mainModel what the first model parameter is where it is not given, unless it has to fill canvases
    /// @throws DecantException where another parameter without a default is not given
    Map<String, String> given(Invocation invocation, Set<String> elsewhere, String mainModel) {
        Map<String, String> texts = texts(invocation);
        for (Routine.Parameter parameter : strategy.parameters()) {
            String option = optionByParameter.get(parameter.name());
            if (!texts.containsKey(parameter.name()) && !elsewhere.contains(parameter.name())
                    && parameter.defaultValue() == null) {
                String model = !isModel(parameter) ? null : parameter == mainModel() ? ofKind(parameter, mainModel)
                        : catalog.defaultModel(parameter.name(), mainText(texts, elsewhere, mainModel));
                if (model == null) {
                    throw missing(invocation, parameter, option);
                }
                texts.put(parameter.name(), model);
            }
        }
        return texts;
    }

    private static DecantException missing(Invocation invocation, Routine.Parameter parameter, String option) {
        return isModel(parameter)
                ? invocation.line().missing("the model `" + parameter.name() + "` is missing",
                        "give one, such as `" + option + " ngram:notes.txt` or `" + option + " 'ngram:builtin?order=2'`")
                : invocation.line().missing("the parameter `" + parameter.name() + "` is missing",
                        "give it: `" + option + " " + parameter.type() + "`");
    }

    private static boolean isModel(Routine.Parameter parameter) {
        return Types.model(parameter.type());
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
    private String mainText(Map<String, String> texts, Set<String> elsewhere, String mainModel) {
        String main = mainModel().name();
        return elsewhere.contains(main) ? "" : texts.getOrDefault(main, mainModel);
    }

    private Routine.Parameter mainModel() {
        return strategy.parameters().stream().filter(StrategyOptions::isModel).findFirst().orElse(null);
    }

    /// The word that gives a parameter; -1 where it is not given.
    int word(Invocation invocation, String parameter) {
        String option = optionByParameter.get(parameter);
        return invocation.given().hasMatchedOption(option) ? invocation.word(option) : -1;
    }
}
