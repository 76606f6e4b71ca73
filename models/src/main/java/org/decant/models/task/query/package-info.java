/// A small part of SQL: queries of one table, their parser, tables and questions in English. The query task uses it.
package org.decant.models.task.query;
