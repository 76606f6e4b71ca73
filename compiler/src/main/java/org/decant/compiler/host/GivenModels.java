package org.decant.compiler.host;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.types.Type;
import org.decant.compiler.types.Types;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Span;
import org.decant.runtime.model.Capability;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.Model;
import org.decant.runtime.model.ModelCatalog;
import org.decant.runtime.vocabulary.Vocabulary;

/// The models that arguments given as text name, opened. That takes a while and needs no engine, so it is done while the
/// engine opens.
///
/// The first model is opened with its own vocabulary, those after it with the first one's, so that they can draft for it. A
/// location that is given twice is one model.
final class GivenModels {
    /// Ends the location of a model; what follows are its views.
    static final String VIEWS = "|>";

    private final Map<TextArgument, ForwardModel> byText = new IdentityHashMap<>();

    /// @throws DecantException where a model cannot be opened, placed at its location
    static GivenModels open(ModelCatalog catalog, Routine strategy, Map<String, Object> arguments) {
        GivenModels models = new GivenModels();
        Map<String, ForwardModel> byLocation = new HashMap<>();
        Vocabulary shared = null;
        for (Routine.Parameter parameter : strategy.parameters()) {
            Object given = arguments.get(parameter.name());
            for (TextArgument text : TextArgument.of(given)) {
                if (!names(text, parameter.type())) {
                    continue;
                }
                String location = location(text);
                ForwardModel model = byLocation.get(location);
                if (model == null) {
                    model = open(catalog, text, location, shared);
                    byLocation.put(location, model);
                }
                checkFillsCanvases(model, text, parameter.type());
                models.byText.put(text, model);
                shared = shared != null ? shared : model.vocabulary();
            }
            if (shared == null) {
                shared = given instanceof ForwardModel model ? model.vocabulary()
                        : given instanceof Model model ? model.vocabulary() : null;
            }
        }
        return models;
    }

    private static boolean names(TextArgument text, Type type) {
        Type plain = Types.plain(type);
        return (Types.model(plain) || Types.models(plain)) && (plain == type.resolved() || !text.text().strip().equals("null"));
    }

    private static String location(TextArgument text) {
        int views = text.text().indexOf(VIEWS);
        return (views < 0 ? text.text() : text.text().substring(0, views)).strip();
    }

    private static void checkFillsCanvases(ForwardModel model, TextArgument text, Type type) {
        Type plain = Types.plain(type);
        if ((plain instanceof Type.ListType list ? list.element().resolved() : plain) == Type.MASKED_MODEL) {
            try {
                Capability.CANVASES.of(model);
            } catch (DecantException cannot) {
                throw cannot.at(text.place());
            }
        }
    }

    private static ForwardModel open(ModelCatalog catalog, TextArgument text, String location, Vocabulary shared) {
        try {
            return catalog.open(location, shared);
        } catch (DecantException wrong) {
            int views = text.text().indexOf(VIEWS);
            Span place = views < 0 ? text.place() : text.placed(wrong.diagnostics().getFirst(), 0, views).span();
            throw wrong.at(place);
        }
    }

    /// The model that an argument names.
    ForwardModel of(TextArgument text) {
        return byText.get(text);
    }
}
