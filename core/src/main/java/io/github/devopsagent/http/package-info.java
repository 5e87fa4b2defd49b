/** What a check over HTTP sends and expects, as plans write it. */
package io.github.devopsagent.http;
