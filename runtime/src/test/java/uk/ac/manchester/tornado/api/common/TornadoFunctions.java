package uk.ac.manchester.tornado.api.common;

/// Stands in the place of TornadoVM's class of this name, so that generated kernels link and run without it.
public interface TornadoFunctions {

    interface Task4<A, B, C, D> {
        void apply(A a, B b, C c, D d);
    }

    interface Task5<A, B, C, D, E> {
        void apply(A a, B b, C c, D d, E e);
    }

    interface Task6<A, B, C, D, E, F> {
        void apply(A a, B b, C c, D d, E e, F f);
    }

    interface Task7<A, B, C, D, E, F, G> {
        void apply(A a, B b, C c, D d, E e, F f, G g);
    }

    interface Task8<A, B, C, D, E, F, G, H> {
        void apply(A a, B b, C c, D d, E e, F f, G g, H h);
    }

    interface Task9<A, B, C, D, E, F, G, H, I> {
        void apply(A a, B b, C c, D d, E e, F f, G g, H h, I i);
    }

    interface Task10<A, B, C, D, E, F, G, H, I, J> {
        void apply(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j);
    }

    interface Task11<A, B, C, D, E, F, G, H, I, J, K> {
        void apply(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k);
    }

    interface Task12<A, B, C, D, E, F, G, H, I, J, K, L> {
        void apply(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l);
    }

    interface Task13<A, B, C, D, E, F, G, H, I, J, K, L, M> {
        void apply(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m);
    }

    interface Task14<A, B, C, D, E, F, G, H, I, J, K, L, M, N> {
        void apply(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m, N n);
    }

    interface Task15<A, B, C, D, E, F, G, H, I, J, K, L, M, N, O> {
        void apply(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m, N n, O o);
    }
}
