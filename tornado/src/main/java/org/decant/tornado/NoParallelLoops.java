package org.decant.tornado;

import jdk.vm.ci.meta.ResolvedJavaMethod;
import uk.ac.manchester.tornado.runtime.ASMClassVisitorProvider;
import uk.ac.manchester.tornado.runtime.common.ParallelAnnotationProvider;

/// Tells TornadoVM that no loop of a method is annotated as parallel: kernels know their threads themselves. TornadoVM's own
/// provider reads class files from the class path, where generated ones are not.
public final class NoParallelLoops implements ASMClassVisitorProvider {

    @Override
    public ParallelAnnotationProvider[] getParallelAnnotations(ResolvedJavaMethod method) {
        return new ParallelAnnotationProvider[0];
    }
}
