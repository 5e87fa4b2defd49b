package io.github.devopsagent.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Properties whose tries take long: like cells of a matrix a part of them is tried by default, others in each build, and
 * as many as the property says in the profile {@code matrices}.
 */
@Tag(MatrixCells.TAG)
@AddLifecycleHook(FewerTries.Hook.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface FewerTries {

    /** How many are tried in any case, if it is a method that says so. */
    int fewest() default Hook.FEWEST;

    /** Takes as many tries away as the matrices leave out cells, and leaves some. */
    final class Hook implements AroundPropertyHook {

        private static final int FEWEST = 12;

        private static final int DEFAULT = 1000;

        @Override
        public PropertyExecutionResult aroundProperty(PropertyLifecycleContext property, PropertyExecutor tries)
                throws Throwable {
            int fewest = property.findAnnotation(FewerTries.class)
                    .map(FewerTries::fewest)
                    .orElse(FEWEST);
            int all = property.attributes().tries().orElse(DEFAULT);
            property.attributes().setTries(MatrixCells.drawn(all, fewest));
            return tries.execute();
        }

        @Override
        public PropagationMode propagateTo() {
            return PropagationMode.ALL_DESCENDANTS;
        }
    }
}
