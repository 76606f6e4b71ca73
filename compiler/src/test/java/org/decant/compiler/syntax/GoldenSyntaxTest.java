package org.decant.compiler.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Parses the scripts among the test resources and compares with what stands beside each: `sketches/*.decode` with its
/// tree in `*.tree`, `mistakes/*.decode` with all of its messages in `*.errors`. A new pair of files is a new test.
class GoldenSyntaxTest {

    @TestFactory
    Stream<DynamicTest> sketches() throws Exception {
        return compare("sketches", ".tree", source -> TreePrinter.print(Parser.parseFile(source)));
    }

    @TestFactory
    Stream<DynamicTest> mistakes() throws Exception {
        return compare("mistakes", ".errors",
                source -> assertThrows(DecantException.class, () -> Parser.parseFile(source)).getMessage());
    }

    private static Stream<DynamicTest> compare(String folder, String suffix, Function<SourceText, String> actual)
            throws IOException {
        return scripts(folder).map(script -> DynamicTest.dynamicTest(script.getFileName().toString(), () -> {
            Path expected = script.resolveSibling(script.getFileName().toString().replace(".decode", suffix));
            assertEquals(Files.readString(expected).strip(), actual.apply(read(script)).strip());
        }));
    }

    static Stream<Path> scripts(String folder) throws IOException {
        Path path;
        try {
            path = Path.of(GoldenSyntaxTest.class.getResource(folder).toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        return Files.list(path).filter(file -> file.toString().endsWith(".decode")).sorted();
    }

    static SourceText read(Path script) {
        try {
            return new SourceText(script.getFileName().toString(), Files.readString(script));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
