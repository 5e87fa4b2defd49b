package io.github.devopsagent.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * A story of whole processes, of which cheaper tests show each part in every build: it is run in the profile {@code matrices},
 * and where tests are asked for by name ({@code -Dtest=…}). On a class it is said of all methods but for those that are
 * {@link InEveryBuild}.
 */
@Tag(MatrixCells.TAG)
@ExtendWith(MatricesOnly.Choice.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface MatricesOnly {

    /** Disables it elsewhere. */
    final class Choice implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return MatrixCells.isAsked() || isAlways(context)
                    ? ConditionEvaluationResult.enabled("it is run here")
                    : ConditionEvaluationResult.disabled(MatrixCells.WHERE_ALL_ARE_RUN);
        }

        /** Also a class that has such a method, since what it needs is made before. */
        private static boolean isAlways(ExtensionContext context) {
            return context.getTestMethod()
                    .map(method -> AnnotationSupport.isAnnotated(method, InEveryBuild.class))
                    .orElseGet(
                            () -> context.getTestClass().stream()
                                    .flatMap(tests -> AnnotationSupport.findAnnotatedMethods(
                                            tests, InEveryBuild.class, HierarchyTraversalMode.TOP_DOWN)
                                            .stream())
                                    .findAny()
                                    .isPresent());
        }
    }
}
