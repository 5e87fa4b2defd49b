/** Remotes that are reached by HTTP: whom git's configuration trusts, and which way it goes. */
package io.github.devopsagent.git.internal.http;
