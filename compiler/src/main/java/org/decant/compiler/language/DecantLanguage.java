package org.decant.compiler.language;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.Option;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.ProvidedTags;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.Source;
import org.decant.compiler.typed.Module;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.tensor.device.Devices;
import org.graalvm.options.OptionCategory;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.options.OptionKey;
import org.graalvm.options.OptionStability;

/// Decant, a language for decoding strategies, as a Truffle language.
///
/// A script's way, and where to read on:
///
/// 1. `syntax`: text becomes a syntax tree; `Parser` is the entrance.
/// 2. `check`: names and types; the syntax tree becomes a typed tree (`typed.Code`), in which every overload is chosen,
///    every conversion written out and every variable a slot. `Checker` is the entrance. `Branches` decides there how the
///    blocks of parallel constructs run, so that their model calls share passes.
/// 3. `nodes.translate`: the typed tree becomes Truffle nodes, one class for each construct, a routine at a time when it
///    is first called; `RoutineTranslator` is the entrance, `nodes.Program` keeps what was made.
/// 4. `nodes`: the nodes run. Types are known, so Ints, Floats and Bools stay unboxed and nothing is looked up. Whatever
///    works on whole vocabularies (models, distributions, trees) is Java code of `org.decant.runtime`, called across a
///    boundary; what is compiled together is the script's own logic.
/// 5. `builtin`: the table of what the runtime gives to scripts.
///
/// Every call gets an [Activation][org.decant.runtime.run.Activation] as its first argument: the run, the random choices
/// and the output of the branch it belongs to. Nothing else is shared or global, so branches can run on threads.
///
/// Scripts have no access to the host, to files or to the network; models are arguments that the program gives.
@TruffleLanguage.Registration(id = DecantLanguage.ID, name = "Decant", implementationName = "Decant", version = "0.1.0",
        defaultMimeType = DecantLanguage.MIME_TYPE, characterMimeTypes = DecantLanguage.MIME_TYPE,
        contextPolicy = TruffleLanguage.ContextPolicy.EXCLUSIVE, fileTypeDetectors = DecodeFileDetector.class)
@ProvidedTags({StandardTags.RootTag.class, StandardTags.RootBodyTag.class, StandardTags.StatementTag.class,
        StandardTags.CallTag.class, StandardTags.ExpressionTag.class})
public final class DecantLanguage extends TruffleLanguage<DecantContext> {
    public static final String ID = "decant";
    public static final String MIME_TYPE = "application/x-decant";
    /// The option that names the device of tensor programs; see [Devices].
    public static final String DEVICE_OPTION = ID + ".Device";

    @Option(help = "The device that tensor programs run on.", usageSyntax = "cpu|gpu|opencl:0", category = OptionCategory.USER,
            stability = OptionStability.STABLE)
    static final OptionKey<String> Device = new OptionKey<>(Devices.CPU);

    @Override
    protected DecantContext createContext(Env env) {
        return new DecantContext(this, env);
    }

    @Override
    protected OptionDescriptors getOptionDescriptors() {
        return new DecantLanguageOptionDescriptors();
    }

    /// Branches of parallel constructs run on threads of their own, and programs may run strategies side by side.
    @Override
    protected boolean isThreadAccessAllowed(Thread thread, boolean singleThreaded) {
        return true;
    }

    @Override
    protected CallTarget parse(ParsingRequest request) {
        Source source = request.getSource();
        DecantContext context = DecantContext.current();
        SourceText text = new SourceText(source.getName(), source.getCharacters().toString());
        context.program().register(text, source);
        Module module;
        try {
            module = context.check(text);
        } catch (DecantException error) {
            throw new SyntaxException(error, source);
        }
        return new ScriptRootNode(this, new ScriptObject(context, module)).getCallTarget();
    }

    /// What evaluating a script comes to: its declarations.
    private static final class ScriptRootNode extends RootNode {
        private final ScriptObject script;

        ScriptRootNode(DecantLanguage language, ScriptObject script) {
            super(language);
            this.script = script;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return script;
        }
    }
}
