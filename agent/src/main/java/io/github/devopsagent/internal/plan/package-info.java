/** Reading {@code plan.json}: every field has a meaning, or is told. */
package io.github.devopsagent.internal.plan;
