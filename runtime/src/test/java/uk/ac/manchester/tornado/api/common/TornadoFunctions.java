package uk.ac.manchester.tornado.api.common;

/// Stands in the place of TornadoVM's class of this name, so that generated kernels link and run without it.
public interface TornadoFunctions {

    interface Task4<A, B, C, D> {
        void apply(A a, B b, C c, D d);
    }
}
