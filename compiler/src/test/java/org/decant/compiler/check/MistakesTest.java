package org.decant.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.decant.compiler.library.ModuleFinder;
import org.decant.compiler.library.StrategyLibrary;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each `mistakes/NAME.decode` is wrong, and `mistakes/NAME.message` is all that a user is told of it. A new mistake needs no
/// Java: run with `-Ddecant.golden=write` to write its message, and read it before it is committed.
class MistakesTest {
    private static final Path FOLDER = Path.of("src/test/resources/mistakes");

    @TestFactory
    Stream<DynamicTest> mistakes() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".decode")).sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
        }
    }

    private static void check(Path file) throws IOException {
        Checker checker = new ModuleFinder(new StrategyLibrary(MistakesTest.class.getClassLoader())).checker();
        SourceText source = new SourceText(file.getFileName().toString(), Files.readString(file));
        String message = assertThrows(DecantException.class, () -> checker.check(source)).getMessage();
        Path golden = Path.of(file.toString().replace(".decode", ".message"));
        if (System.getProperty("decant.golden", "").equals("write")) {
            Files.writeString(golden, message);
        }
        assertEquals(Files.readString(golden), message);
    }
}
