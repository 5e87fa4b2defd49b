/** What answers to hosts are made of. */
package io.github.devopsagent.internal.answer;
