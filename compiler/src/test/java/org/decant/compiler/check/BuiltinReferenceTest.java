package org.decant.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.decant.compiler.builtin.BuiltinReference;
import org.decant.compiler.builtin.Builtins;
import org.junit.jupiter.api.Test;

/// `docs/builtins.md` is made from the table; `-Ddecant.golden=write` makes it anew.
class BuiltinReferenceTest {

    @Test
    void thePageIsThatOfTheTable() throws IOException {
        Path page = Path.of("../docs/builtins.md");
        String made = BuiltinReference.page(Builtins.table());
        if (System.getProperty("decant.golden", "").equals("write")) {
            Files.writeString(page, made);
        }
        assertEquals(Files.readString(page), made);
    }
}
