/** The agent in a service of Spring Boot 4: deployments are begun, watched and reported over HTTP. */
package io.github.devopsagent.springboot;
