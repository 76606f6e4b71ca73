package org.decant.cli;

import java.util.ArrayList;
import java.util.List;
import org.decant.cli.InteractiveSession.Named;
import org.decant.cli.InteractiveSettings.Location;
import org.decant.compiler.check.InteractiveInput;
import org.decant.compiler.host.Decant;
import org.decant.compiler.language.NoVocabulary;
import org.decant.compiler.syntax.Parser;
import org.decant.compiler.typed.Module;
import org.decant.compiler.types.Type;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.Model;
import org.decant.runtime.run.Output;
import org.decant.runtime.run.Run;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Vocabulary;

/// The models `target` and `drafter` of an interactive session, opened when they are first needed.
final class SessionModels {
    private static final SourceText SOURCE = new SourceText("models", "");

    private final Decant decant;
    private final InteractiveSettings settings;
    private final Session session = new Session();
    private final List<Module> modules = new ArrayList<>();
    private Model target;
    private boolean drafterOpened;

    SessionModels(Decant decant, InteractiveSettings settings) {
        this.decant = decant;
        this.settings = settings;
    }

    Session session() {
        return session;
    }

    /// Opens `target`, and `drafter` too if it is wanted, unless they are open.
    ///
    /// @throws DecantException where a model is missing or wrong
    void open(boolean drafter) {
        if (target == null) {
            target = open("target", settings.target(), null);
        }
        if (drafter && !drafterOpened) {
            open("drafter", settings.drafter(), target.vocabulary());
            drafterOpened = true;
        }
    }

    private Model open(String name, Location location, Vocabulary shared) {
        String text = location.text();
        int views = text.indexOf("|>");
        try {
            ForwardModel opened = decant.catalog().open((views < 0 ? text : text.substring(0, views)).strip(), shared);
            Model model = session.bind(opened);
            if (views >= 0) {
                model = viewed(model, name, text.substring(views));
            }
            modules.add(InteractiveSession.module(SOURCE, List.of(new Named(name, model, Type.MODEL))));
            return model;
        } catch (DecantException wrong) {
            throw location.place() == null ? wrong : wrong.at(location.place());
        }
    }

    /// The view of `model` that `|> …` makes.
    private Model viewed(Model model, String name, String views) {
        SourceText source = new SourceText("--" + name, "let view: Model = model " + views);
        Module named = InteractiveSession.module(SOURCE, List.of(new Named("model", model, Type.MODEL)));
        InteractiveInput input = decant.finder().checker().checkInput(Parser.parseInput(source), source, List.of(named));
        Output nothing = new Output(null, session.root(NoVocabulary.INSTANCE), 0, List.of(), null);
        return (Model) ((Tuple) decant.call(input.routine(), new Run(session, nothing, settings.draws()).start())).get(0);
    }

    boolean opened() {
        return target != null;
    }

    /// The constants `target` and `drafter`, as far as they are open.
    List<Module> modules() {
        return modules;
    }

    /// What `output` begins with.
    Context start() {
        Context root = session.root(target.vocabulary());
        return settings.prompt().isEmpty() ? root : root.plus(target.vocabulary().encode(settings.prompt()));
    }
}
