package org.decant.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.decant.runtime.model.llama.LlamaModel;
import org.decant.runtime.tensor.device.Devices;
import org.graalvm.polyglot.Engine;

/// What `decant --version` says.
final class Version {
    private static final String BUILT = "/META-INF/maven/org.decant/decant-cli/pom.properties";

    void print(PrintStream out) {
        out.println("decant " + number());
        try (Engine engine = Engine.create()) {
            String name = engine.getImplementationName();
            out.println("engine  " + name + (isOptimizing(name) ? ", optimizing" : ", interpreting")
                    + ", tier " + tier());
        }
        out.println("jdk     " + Runtime.version() + ", " + System.getProperty("java.vendor") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        out.println("llama   products of weights in " + LlamaModel.products());
    }

    /// The version of the build; `development` where it runs from classes that are not packed.
    static String number() {
        try (InputStream built = Version.class.getResourceAsStream(BUILT)) {
            if (built == null) {
                return "development";
            }
            Properties properties = new Properties();
            properties.load(built);
            return properties.getProperty("version");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Whether an engine of that name compiles strategies.
    static boolean isOptimizing(String engine) {
        return !engine.startsWith("Interpreted");
    }

    /// The tier that the launcher chose; `none` without it.
    static String tier() {
        return System.getProperty("decant.tier", "none");
    }

    /// The tier that the launcher chose, the engine's own name, and the device if it is another one than the CPU.
    static String engine(org.decant.compiler.host.Decant decant) {
        String engine = tier().equals("none") ? decant.engineName() : tier() + " (" + decant.engineName() + ")";
        return decant.device().equals(Devices.CPU) ? engine : engine + ", " + decant.device();
    }
}
