/** What hosts are told, as JSON. */
package io.github.devopsagent.internal.answer;
