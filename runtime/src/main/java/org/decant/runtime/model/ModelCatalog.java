package org.decant.runtime.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.NearestName;
import org.decant.runtime.model.ngram.NGramModelKind;
import org.decant.runtime.model.table.TableModelKind;
import org.decant.runtime.vocabulary.Vocabulary;

/// The kinds of models there are, and how a model is opened by its location; see [ModelLocation].
public final class ModelCatalog {
    /// The kind of the trained models, which a library beside this one brings.
    public static final String TRAINED = "builtin";

    private final List<ModelKind> builtIn;
    /// The models that were opened; null where they are not kept.
    private final Map<Opened, ForwardModel> kept;
    private List<ModelKind> all;

    private record Opened(String location, Vocabulary shared) {}

    /// A catalog of `builtIn` kinds, and of those that the class path offers as services.
    public ModelCatalog(List<ModelKind> builtIn) {
        this(builtIn, null);
    }

    private ModelCatalog(List<ModelKind> builtIn, Map<Opened, ForwardModel> kept) {
        this.builtIn = List.copyOf(builtIn);
        this.kept = kept;
    }

    /// A catalog of the same kinds that keeps what it opens, for many runs: the same location with the same vocabulary is
    /// the same model again.
    public ModelCatalog keeping() {
        return new ModelCatalog(builtIn, new HashMap<>());
    }

    /// The kinds that this library has, and those that the class path offers.
    ///
    /// @param instead kinds that take the place of those of their names, such as one that tells how far loading is
    public static ModelCatalog standard(ModelKind... instead) {
        List<ModelKind> kinds = new ArrayList<>(List.of(instead));
        kinds.add(new NGramModelKind());
        kinds.add(new TableModelKind());
        return new ModelCatalog(kinds);
    }

    /// All kinds; of two with the same name the first counts, built-in ones come first.
    public synchronized List<ModelKind> kinds() {
        if (all == null) {
            List<ModelKind> found = new ArrayList<>(builtIn);
            for (ModelKind offered : ServiceLoader.load(ModelKind.class, ModelKind.class.getClassLoader())) {
                if (found.stream().noneMatch(kind -> kind.name().equals(offered.name()))) {
                    found.add(offered);
                }
            }
            all = List.copyOf(found);
        }
        return all;
    }

    /// The model of a run that is given none: `builtin:target` where there are trained models, otherwise `ngram:builtin`.
    public String defaultModel() {
        return hasTrained() ? TRAINED + ":target" : "ngram:builtin";
    }

    /// The model of another parameter that is given none: that of `drafter` is `builtin:drafter` where the run's own is a
    /// trained one too, whose tokens it has. Null for all others: they have to be given.
    ///
    /// @param parameter its name
    /// @param main      the location of the run's own model, maybe with views
    public String defaultModel(String parameter, String main) {
        return parameter.equals("drafter") && main.strip().startsWith(TRAINED + ":") && hasTrained()
                ? TRAINED + ":drafter" : null;
    }

    /// The model of runs that are given none and fill canvases; null where there is none.
    public String defaultMaskedModel() {
        return hasTrained() ? TRAINED + ":masked" : null;
    }

    private boolean hasTrained() {
        // As in #kind: looking for services costs some milliseconds.
        return hasTrained(builtIn) || hasTrained(kinds());
    }

    private static boolean hasTrained(List<ModelKind> kinds) {
        return kinds.stream().anyMatch(kind -> kind.name().equals(TRAINED));
    }

    /// Opens a model.
    ///
    /// @param location see [ModelLocation]; without a kind, the end of the path says it
    /// @param shared   the vocabulary that the model must have, so that it can draft for another; null for its own
    /// @throws DecantException where kind, path or an option is wrong, or the model is
    public ForwardModel open(String location, Vocabulary shared) {
        if (kept == null) {
            return openAnew(location, shared);
        }
        synchronized (kept) {
            Opened wanted = new Opened(location, shared);
            ForwardModel known = kept.get(wanted);
            if (known == null) {
                known = openAnew(location, shared);
                kept.put(wanted, known);
            }
            return known;
        }
    }

    private ForwardModel openAnew(String location, Vocabulary shared) {
        ModelLocation parsed = ModelLocation.parse(location);
        ModelKind kind = kind(parsed);
        if (!parsed.options().isEmpty()) {
            checkOptions(kind, parsed);
        }
        return kind.open(parsed, shared);
    }

    private static void checkOptions(ModelKind kind, ModelLocation location) {
        List<String> known = kind.options().stream().map(ModelOption::name).toList();
        for (String option : location.options().keySet()) {
            if (!known.contains(option)) {
                String near = NearestName.hint(option, known);
                throw new DecantException(kind.name() + " models have no option `" + option + "`",
                        near != null ? near : known.isEmpty() ? "they have no options"
                                : "their options are " + String.join(", ", known));
            }
        }
    }

    private ModelKind kind(ModelLocation location) {
        // Looking for services costs some milliseconds: only where a built-in kind will not do.
        ModelKind found = find(builtIn, location);
        if (found == null) {
            found = find(kinds(), location);
        }
        if (found != null) {
            return found;
        }
        List<String> names = kinds().stream().map(ModelKind::name).toList();
        String every = names.stream().map(name -> "`" + name + ":`").collect(Collectors.joining(", "));
        if (location.kind() != null) {
            String near = NearestName.hint(location.kind(), names);
            throw new DecantException("there is no kind of model `" + location.kind() + "`",
                    near != null ? near : "the kinds are " + every);
        }
        String suffixes = kinds().stream().flatMap(kind -> kind.suffixes().stream()).distinct()
                .collect(Collectors.joining(", "));
        throw new DecantException("nothing says what kind of model `" + location.text() + "` is",
                "write its kind before it (" + every + ") or name a file that ends in " + suffixes);
    }

    private static ModelKind find(List<ModelKind> kinds, ModelLocation location) {
        for (ModelKind kind : kinds) {
            if (location.kind() != null ? kind.name().equals(location.kind()) : hasSuffix(kind, location.path())) {
                return kind;
            }
        }
        return null;
    }

    private static boolean hasSuffix(ModelKind kind, String path) {
        for (String suffix : kind.suffixes()) {
            if (path.length() > suffix.length()
                    && path.regionMatches(true, path.length() - suffix.length(), suffix, 0, suffix.length())) {
                return true;
            }
        }
        return false;
    }
}
