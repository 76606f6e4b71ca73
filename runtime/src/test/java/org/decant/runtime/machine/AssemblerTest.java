package org.decant.runtime.machine;

import static org.decant.runtime.machine.Assembler.General.R10;
import static org.decant.runtime.machine.Assembler.General.R11;
import static org.decant.runtime.machine.Assembler.General.R12;
import static org.decant.runtime.machine.Assembler.General.R8;
import static org.decant.runtime.machine.Assembler.General.R9;
import static org.decant.runtime.machine.Assembler.General.RAX;
import static org.decant.runtime.machine.Assembler.General.RBP;
import static org.decant.runtime.machine.Assembler.General.RCX;
import static org.decant.runtime.machine.Assembler.General.RDI;
import static org.decant.runtime.machine.Assembler.General.RDX;
import static org.decant.runtime.machine.Assembler.General.RSI;
import static org.decant.runtime.machine.Assembler.General.RSP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.function.Consumer;
import org.decant.runtime.machine.Assembler.At;
import org.decant.runtime.machine.Assembler.Operation;
import org.junit.jupiter.api.Test;

/// What is written, against what the GNU assembler makes of the same instructions.
class AssemblerTest {

    private static void check(String expected, Consumer<Assembler> instruction) {
        Assembler assembler = new Assembler();
        instruction.accept(assembler);
        assertEquals(expected, HexFormat.ofDelimiter(" ").formatHex(assembler.code()));
    }

    @Test
    void operationsOnVectors() {
        check("c4 61 35 fe f3", to -> to.vector(Operation.VPADDD, 14, 9, 3));
        check("c4 c1 75 f5 d4", to -> to.vector(Operation.VPMADDWD, 2, 1, 12));
        check("c4 41 05 ef ff", to -> to.vector(Operation.VPXOR, 15, 15, 15));
        check("c4 41 0d 75 f6", to -> to.vector(Operation.VPCMPEQW, 14, 14, 14));
        check("c4 c1 2c 59 c0", to -> to.vector(Operation.VMULPS, 0, 10, 8));
        check("c4 42 65 b8 d9", to -> to.vector(Operation.VFMADD231PS, 11, 3, 9));
        check("c4 c1 7c 5b e3", to -> to.vector(Operation.VCVTDQ2PS, 4, 11));
        check("c4 c1 35 71 d6 0c", to -> to.shiftShortsRight(9, 14, 12));
        check("c4 e1 1d 72 f3 10", to -> to.shiftIntsLeft(12, 3, 16));
        check("c5 f8 77", Assembler::forgetUpperHalves);
        check("0f 18 8f 00 08 00 00", to -> to.prefetch(new At(RDI, 2048)));
    }

    @Test
    void operationsThatReadMemory() {
        check("c4 61 45 db 47 40", to -> to.vector(Operation.VPAND, 8, 7, new At(RDI, 64)));
        check("c4 62 7d 20 97 10 02 00 00", to -> to.vector(Operation.VPMOVSXBW, 10, new At(RDI, 528)));
        check("c4 c2 7d 30 59 f0", to -> to.vector(Operation.VPMOVZXBW, 3, new At(R9, -16)));
        check("c4 42 7d 33 62 08", to -> to.vector(Operation.VPMOVZXWD, 12, new At(R10, 8)));
        check("c4 62 7d 58 a2 2c 01 00 00", to -> to.vector(Operation.VPBROADCASTD, 12, new At(RDX, 300)));
        check("c4 e2 7d 18 6a 01", to -> to.vector(Operation.VBROADCASTSS, 5, new At(RDX, 1)));
        check("c4 62 7d 13 6e 10", to -> to.vector(Operation.VCVTPH2PS, 13, new At(RSI, 16)));
        check("c4 c2 15 a8 88 80 00 00 00", to -> to.vector(Operation.VFMADD213PS, 1, 13, new At(R8, 128)));
        check("c4 62 6d bc bf e8 03 00 00", to -> to.vector(Operation.VFNMADD231PS, 15, 2, new At(RDI, 1000)));
        check("c4 e1 7c 10 4d 7f", to -> to.vector(Operation.VMOVUPS, 1, new At(RBP, 127)));
        check("c4 41 7c 11 8b 7f ff ff ff", to -> to.store(new At(R11, -129), 9));
    }

    @Test
    void generalRegisters() {
        check("49 89 d2", to -> to.copy(R10, RDX));
        check("4d 01 c8", to -> to.add(R8, R9));
        check("48 81 c7 40 02 00 00", to -> to.add(RDI, 576));
        check("4c 8b 5c 24 10", to -> to.loadFromStack(R11, 16));
        check("48 8b 74 24 18", to -> to.loadFromStack(RSI, 24));
        check("48 03 44 24 20", to -> to.addFromStack(RAX, 32));
        check("4c 03 54 24 28", to -> to.addFromStack(R10, 40));
        check("48 ff c9 0f 85 f7 ff ff ff", to -> to.countDown(RCX, to.here()));
        check("49 ff cb 0f 85 f7 ff ff ff", to -> to.countDown(R11, to.here()));
        check("c3", Assembler::end);
    }

    @Test
    void whatCannotBeWritten() {
        Assembler to = new Assembler();
        assertThrows(IllegalArgumentException.class, () -> to.vector(Operation.VPADDD, 16, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> to.vector(Operation.VPADDD, 0, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> to.vector(Operation.VMOVUPS, 0, new At(RSP, 0)));
        assertThrows(IllegalArgumentException.class, () -> to.store(new At(R12, 0), 0));
        assertThrows(IllegalArgumentException.class, () -> to.prefetch(new At(R8, 0)));
    }
}
