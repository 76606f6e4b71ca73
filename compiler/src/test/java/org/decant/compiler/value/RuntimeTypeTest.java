package org.decant.compiler.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.List;
import org.decant.compiler.builtin.FunctionValue;
import org.decant.compiler.types.Type;
import org.decant.runtime.data.OrderedMap;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.draft.Chain;
import org.decant.runtime.run.Activation;
import org.junit.jupiter.api.Test;

class RuntimeTypeTest {
    private static final Type FLOATS = new Type.ListType(Type.FLOAT);

    @Test
    void intsStandForFloatsAlsoInside() {
        assertEquals(3.0, RuntimeType.fit(3L, Type.FLOAT));
        assertEquals(List.of(1.0, 2.5), RuntimeType.fit(List.of(1L, 2.5), FLOATS));
        assertEquals(new Tuple("a", 2.0), RuntimeType.fit(new Tuple("a", 2), new Type.Tuple(List.of(Type.TEXT, Type.FLOAT))));
        assertEquals(OrderedMap.empty().with(1L, 2.0),
                RuntimeType.fit(OrderedMap.empty().with(1L, 2L), new Type.MapType(Type.INT, Type.FLOAT)));
    }

    @Test
    void aListThatFitsIsNotCopied() {
        List<Double> list = List.of(1.0);
        assertSame(list, RuntimeType.fit(list, FLOATS));
    }

    @Test
    void otherTypesDoNotFit() {
        assertSame(RuntimeType.MISFIT, RuntimeType.fit(1.5, Type.INT));
        assertSame(RuntimeType.MISFIT, RuntimeType.fit("1", Type.INT));
        assertSame(RuntimeType.MISFIT, RuntimeType.fit(null, Type.INT));
        assertSame(RuntimeType.MISFIT, RuntimeType.fit(null, FLOATS));
        assertSame(RuntimeType.MISFIT, RuntimeType.fit(Arrays.asList(1.0, null), FLOATS));
        assertSame(RuntimeType.MISFIT, RuntimeType.fit(new Tuple(1L), new Type.Tuple(List.of(Type.INT, Type.INT))));
        assertSame(RuntimeType.MISFIT, RuntimeType.fit(new Chain(2), Type.RULE));
    }

    @Test
    void nullFitsWhatMayBeNull() {
        assertNull(RuntimeType.fit(null, new Type.Nullable(Type.INT)));
        assertEquals(2.0, RuntimeType.fit(2L, new Type.Nullable(Type.FLOAT)));
    }

    @Test
    void functionsFitByTheirArity() {
        FunctionValue two = new FunctionValue() {
            @Override
            public Object call(Activation activation, Object... arguments) {
                return null;
            }

            @Override
            public int arity() {
                return 2;
            }
        };
        assertSame(two, RuntimeType.fit(two, new Type.Function(List.of(Type.INT, Type.INT), Type.INT)));
        assertSame(RuntimeType.MISFIT, RuntimeType.fit(two, new Type.Function(List.of(Type.INT), Type.INT)));
    }

    @Test
    void runtimeClassesFitByTheirTypesName() {
        Chain shape = new Chain(2);
        assertSame(shape, RuntimeType.fit(shape, Type.SHAPE));
        assertEquals("Shape", RuntimeType.nameOf(shape));
    }
}
