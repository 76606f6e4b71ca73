package org.decant.runtime.machine;

import java.io.ByteArrayOutputStream;

/// Writes machine code of x86-64 with AVX2, one instruction a call: first what is written to, then what is read, as in the
/// processor's manuals. Vectors have 256 bits and are numbered from 0 to 15.
public final class Assembler {
    private static final int VECTORS = 16;
    /// The length of a vector, in the second byte of an instruction's prefix.
    private static final int LENGTH_256 = 4;

    private final ByteArrayOutputStream code = new ByteArrayOutputStream();

    /// The general registers, in the order of their numbers.
    public enum General { RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, R8, R9, R10, R11, R12, R13, R14, R15 }

    /// A place in memory.
    ///
    /// @param base   not RSP or R12, which would need another form
    /// @param offset in bytes
    public record At(General base, int offset) {}

    /// Instructions that read one or two vectors, or a vector and a place in memory, and write a vector.
    public enum Operation {
        /// Adds ints.
        VPADDD(1, 1, 0xFE),
        /// Multiplies shorts, and adds the two products of each int's place.
        VPMADDWD(1, 1, 0xF5),
        VPXOR(1, 1, 0xEF),
        VPAND(1, 1, 0xDB),
        /// All bits of a short where two are equal.
        VPCMPEQW(1, 1, 0x75),
        /// Sixteen bytes as shorts.
        VPMOVSXBW(1, 2, 0x20),
        /// Sixteen bytes as shorts, none of them negative.
        VPMOVZXBW(1, 2, 0x30),
        /// Eight shorts as ints, none of them negative.
        VPMOVZXWD(1, 2, 0x33),
        /// An int in every place.
        VPBROADCASTD(1, 2, 0x58),
        /// A float in every place.
        VBROADCASTSS(1, 2, 0x18),
        /// Ints as floats.
        VCVTDQ2PS(0, 1, 0x5B),
        /// Eight halves as floats.
        VCVTPH2PS(1, 2, 0x13),
        VMULPS(0, 1, 0x59),
        /// What is written to, times the first operand, plus the second.
        VFMADD213PS(1, 2, 0xA8),
        /// The operands' product, added to what is written to.
        VFMADD231PS(1, 2, 0xB8),
        /// The operands' product, taken from what is written to.
        VFNMADD231PS(1, 2, 0xBC),
        /// Eight floats, wherever they lie.
        VMOVUPS(0, 1, 0x10);

        private final int prefix;
        private final int map;
        private final int opcode;

        Operation(int prefix, int map, int opcode) {
            this.prefix = prefix;
            this.map = map;
            this.opcode = opcode;
        }
    }

    public void vector(Operation operation, int to, int a, int b) {
        prefix(operation.prefix, operation.map, to, a, b / 8);
        code.write(operation.opcode);
        registers(to, b);
    }

    public void vector(Operation operation, int to, int a, At b) {
        vector(operation.prefix, operation.map, operation.opcode, to, a, b);
    }

    /// An operation that reads one operand.
    public void vector(Operation operation, int to, int from) {
        vector(operation, to, 0, from);
    }

    public void vector(Operation operation, int to, At from) {
        vector(operation, to, 0, from);
    }

    /// Stores a vector.
    public void store(At to, int from) {
        vector(0, 1, 0x11, from, 0, to);
    }

    /// VPSRLW: shifts shorts right by `bits`, zeros from the left.
    public void shiftShortsRight(int to, int from, int bits) {
        prefix(1, 1, 0, to, from / 8);
        code.write(0x71);
        registers(2, from);
        code.write(bits);
    }

    /// VPSLLD: shifts ints left by `bits`.
    public void shiftIntsLeft(int to, int from, int bits) {
        prefix(1, 1, 0, to, from / 8);
        code.write(0x72);
        registers(6, from);
        code.write(bits);
    }

    private void vector(int prefix, int map, int opcode, int register, int operand, At memory) {
        prefix(prefix, map, register, operand, memory.base.ordinal() / 8);
        code.write(opcode);
        memory(register, memory);
    }

    /// The three bytes before every instruction on vectors. The numbers of registers stand in them inverted; an
    /// instruction without a second register gives 0 for it, which is written as all ones.
    private void prefix(int prefix, int map, int register, int operand, int highBase) {
        check(register);
        check(operand);
        code.write(0xC4);
        code.write((register < 8 ? 0x80 : 0) | 0x40 | (highBase == 0 ? 0x20 : 0) | map);
        code.write((~operand & 15) << 3 | LENGTH_256 | prefix);
    }

    private static void check(int register) {
        if (register < 0 || register >= VECTORS) {
            throw new IllegalArgumentException("there is no vector " + register);
        }
    }

    private void registers(int register, int other) {
        check(other);
        code.write(0xC0 | register % 8 << 3 | other % 8);
    }

    private void memory(int register, At memory) {
        if (memory.base.ordinal() % 8 == General.RSP.ordinal()) {
            throw new IllegalArgumentException(memory.base + " cannot be a base here");
        }
        boolean near = memory.offset == (byte) memory.offset;
        code.write((near ? 0x40 : 0x80) | register % 8 << 3 | memory.base.ordinal() % 8);
        if (near) {
            code.write(memory.offset);
        } else {
            number(memory.offset);
        }
    }

    /// PREFETCHT0: asks for memory that is read soon, wherever it lies.
    ///
    /// @param from based on one of the first eight registers
    public void prefetch(At from) {
        if (from.base.ordinal() >= 8) {
            throw new IllegalArgumentException(from.base + " cannot be a base here");
        }
        bytes(0x0F, 0x18);
        memory(1, from);
    }

    /// VZEROUPPER: what ends code with vectors, so that code without them is not slowed down.
    public void forgetUpperHalves() {
        bytes(0xC5, 0xF8, 0x77);
    }

    public void copy(General to, General from) {
        general(0x89, from.ordinal(), to.ordinal());
    }

    public void add(General to, General from) {
        general(0x01, from.ordinal(), to.ordinal());
    }

    public void add(General to, int number) {
        general(0x81, 0, to.ordinal());
        number(number);
    }

    /// Loads what the caller put on the stack: eight bytes, `offset` bytes above RSP.
    public void loadFromStack(General to, int offset) {
        bytes(to.ordinal() < 8 ? 0x48 : 0x4C, 0x8B, 0x44 | to.ordinal() % 8 << 3, 0x24, offset);
    }

    /// Adds what the caller put on the stack.
    public void addFromStack(General to, int offset) {
        bytes(to.ordinal() < 8 ? 0x48 : 0x4C, 0x03, 0x44 | to.ordinal() % 8 << 3, 0x24, offset);
    }

    private void general(int opcode, int register, int other) {
        bytes(0x48 | (register < 8 ? 0 : 4) | (other < 8 ? 0 : 1), opcode, 0xC0 | register % 8 << 3 | other % 8);
    }

    /// The place of the next instruction, for [#countDown].
    public int here() {
        return code.size();
    }

    /// Takes one from a register, and goes to `place` unless it is 0 then.
    public void countDown(General register, int place) {
        general(0xFF, 1, register.ordinal());
        bytes(0x0F, 0x85);
        number(place - (code.size() + 4));
    }

    public void end() {
        code.write(0xC3);
    }

    private void number(int number) {
        bytes(number, number >> 8, number >> 16, number >> 24);
    }

    private void bytes(int... all) {
        for (int one : all) {
            code.write(one);
        }
    }

    /// What was written.
    public byte[] code() {
        return code.toByteArray();
    }
}
