package org.decant.cli;

import org.decant.cli.Command.Invocation;
import org.decant.compiler.host.Decant;
import org.decant.models.builtin.BuiltinModelKind;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.ModelCatalog;
import org.decant.runtime.model.llama.LlamaModel;
import org.decant.runtime.model.llama.LlamaModelKind;
import org.decant.runtime.tensor.cpu.CpuTarget;
import org.decant.runtime.tensor.program.Target;
import org.decant.runtime.vocabulary.Vocabulary;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// How a command opens models: what takes a while shows how far it is, and `--cache` says how much memory the keys and
/// values of a transformer may take. On devices other than the CPU transformers are tensor programs.
final class ModelOpening {
    private static final String OPTION = "--cache";

    private ProgressLine progress;
    private long cacheBytes = LlamaModel.Options.STANDARD.cacheBytes();
    private Target target = CpuTarget.INSTANCE;

    static void addTo(CommandSpec specification) {
        specification.addOption(OptionSpec.builder(OPTION).paramLabel("SIZE").arity("1").type(String.class)
                .description("memory for the keys and values of each transformer, such as 2g (default 512m)").build());
    }

    /// The kinds of models there are. What [#read] and [#showOn] say later holds for them too.
    ModelCatalog catalog() {
        LlamaModelKind transformers = new LlamaModelKind(this::loaded, () -> cacheBytes)
                .on(() -> target == CpuTarget.INSTANCE ? null : target);
        return ModelCatalog.standard(transformers, new BuiltinModelKind(transformers));
    }

    /// @throws DecantException where the option is no number of bytes, or there is no such device
    void read(Invocation invocation) {
        target = DeviceOption.target(invocation.line());
        String cache = invocation.value(OPTION);
        if (cache != null) {
            cacheBytes = LlamaModelKind.bytes(cache);
            if (cacheBytes < 0) {
                throw new DecantException(Diagnostic.error(invocation.line().value(invocation.word(OPTION)),
                        "`" + cache + "` is no number of bytes", LlamaModelKind.BYTES_HINT));
            }
        }
    }

    /// The model that an option of a command names.
    ///
    /// @param otherwise its location where the option is not given
    /// @param shared    the vocabulary that it must have; null for its own
    static ForwardModel open(Decant decant, Invocation invocation, String option, String otherwise, Vocabulary shared) {
        String given = invocation.value(option);
        try {
            return decant.catalog().open(given != null ? given : otherwise, shared);
        } catch (DecantException wrong) {
            throw given == null ? wrong : wrong.at(invocation.line().value(invocation.word(option)));
        }
    }

    void showOn(ProgressLine line) {
        progress = line;
    }

    private void loaded(String path, double part) {
        if (progress != null) {
            progress.tell("loading " + path, part);
        }
    }
}
