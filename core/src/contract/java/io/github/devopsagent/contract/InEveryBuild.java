package io.github.devopsagent.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test that is always run, although its class has {@link FewerCases} or {@link MatricesOnly}: what would be worst, such as a step that is told
 * as done and was not.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface InEveryBuild {}
