package io.github.devopsagent.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Cases that cost a process or more each: like cells of a matrix a part of them is run by default, and all in the profile
 * {@code matrices}, and where tests are asked for by name ({@code -Dtest=…}). On a class it counts the methods, in the
 * order of their names, but for those that are {@link InEveryBuild}; on a parameterized method the arguments. The first
 * is always run.
 */
@Tag(MatrixCells.TAG)
@ExtendWith(FewerCases.Choice.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface FewerCases {

    /** One in how many is run by default. */
    int every();

    /** Disables the others. */
    final class Choice implements ExecutionCondition {

        private static final Pattern INVOCATION = Pattern.compile("\\[test-template-invocation:#(\\d+)]$");

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (MatrixCells.isAsked()
                    || context.getTestMethod().isEmpty()
                    || AnnotationSupport.isAnnotated(context.getRequiredTestMethod(), InEveryBuild.class)) {
                return ConditionEvaluationResult.enabled("all are run");
            }
            Matcher invocation = INVOCATION.matcher(context.getUniqueId());
            return invocation.find()
                    ? chosen(
                            AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), FewerCases.class),
                            Integer.parseInt(invocation.group(1)) - 1)
                    : chosen(
                            AnnotationSupport.findAnnotation(context.getRequiredTestClass(), FewerCases.class),
                            names(context.getRequiredTestClass())
                                    .indexOf(context.getRequiredTestMethod().getName()));
        }

        private static ConditionEvaluationResult chosen(Optional<FewerCases> annotation, int number) {
            return annotation.filter(each -> number % each.every() != 0).isPresent()
                    ? ConditionEvaluationResult.disabled(MatrixCells.WHERE_ALL_ARE_RUN)
                    : ConditionEvaluationResult.enabled("one of those that are always run");
        }

        private static List<String> names(Class<?> tests) {
            return ReflectionSupport.findMethods(
                            tests,
                            method -> AnnotationSupport.isAnnotated(method, Testable.class),
                            HierarchyTraversalMode.TOP_DOWN)
                    .stream()
                    .map(Method::getName)
                    .distinct()
                    .sorted()
                    .toList();
        }
    }
}
