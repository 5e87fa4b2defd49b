/** Words and quotation in what people are told. */
package io.github.devopsagent.git.internal.message;
