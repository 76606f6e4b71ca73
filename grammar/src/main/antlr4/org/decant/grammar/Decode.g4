/*
 * The grammar of `.decode` files, for the parser and for readers.
 *
 * Between the lexer and the rules below stands a small step, `Layout`, so that line ends can end statements without
 * every rule speaking of them. It does three things:
 *
 *   - It writes a BREAK where a line end ends a statement: not inside ( ) or [ ]; not after a token that wants more
 *     (`+`, `,`, `=`, `->`, `{` …); not before a token that goes on with the line above (`.`, `|>`, `and`, `or`,
 *     `else`, `+`, `*`, `/`, `%`, comparisons, `&`, `|`, `..`, `->`). A line that begins with `(`, `[`, `{` or `-`
 *     begins a statement, and so does one that begins with `let`, `var`, `emit` and the like, whatever stands above it.
 *     `;` is a BREAK too. No BREAK is left at either end of a block or a file.
 *   - It turns the `{` of a block that names its parameters, `{ x, y -> … }` or `{ -> … }`, into OPEN_LAMBDA. So the
 *     heads in `if ready { … }` and `xs.map { x -> … }` need no second look. The first `{` after `match …` and
 *     after `draft … from …` belongs to these words; an expression in their heads that ends in a block needs
 *     parentheses.
 *   - It makes a word behind a `.` a NAME: in `text.match`, `match` is no keyword.
 */
grammar Decode;

options { superClass = DepthLimitedParser; }

tokens { OPEN_LAMBDA }

// ---------------------------------------------------------------------------------------------------- whole texts

file           : (item (BREAK item)*)? EOF ;
item           : importing | strategy | function | recordType | constant ;

// What is typed at the prompt: here `let` is a statement, so that a later line may use its name again.
input          : (entry (BREAK entry)*)? EOF ;
entry          : importing | strategy | function | recordType | statement ;

loneExpression : expression EOF ;

// --------------------------------------------------------------------------------------------------- declarations

importing      : 'import' (name | TEXT) ;

strategy       : 'strategy' name parameters (BREAK? contract)* ('->' type)? BREAK? block ;
function       : 'function' name parameters ('->' type)? BREAK? block ;
recordType     : 'record' name parameters ;
constant       : 'let' name (':' type)? '=' expression ;

parameters     : '(' (parameter (',' parameter)* ','?)? ')' ;
parameter      : name ':' type ('=' expression)? ;

contract       : kind=('lossless' | 'greedy') model=name ('given' condition=name)? ('within' operand)?
               | kind='terminates'
               ;

// ---------------------------------------------------------------------------------------------------------- types

type           : name ('<' type (',' type)* '>')? '?'?               # namedType
               | '(' (type (',' type)*)? ')' ('->' type | '?')?      # functionOrTupleType
               ;

// ----------------------------------------------------------------------------------------------------- statements

block          : '{' statements '}' ;
statements     : (statement (BREAK statement)*)? ;

statement      : 'let' pattern (':' type)? '=' expression            # let
               | 'var' name (':' type)? '=' expression               # var
               | 'while' expression block                            # while
               | 'for' pattern 'in' expression block                 # for
               | 'return' expression?                                # return
               | 'break'                                             # break
               | 'continue'                                          # continue
               | 'emit' expression                                   # emit
               | 'generate' block                                    # generate
               | expression (assignment expression)?                 # evaluateOrAssign
               ;

// The left side is a variable, or an element of one: `x`, `x[i]`, `x[i][j]`.
assignment     : '=' | '+=' | '-=' | '*=' | '/=' ;

// ---------------------------------------------------------------------------------------------------- expressions

// The pipe binds loosest: `constrain m by c |> temper(0.5)` tempers the constrained model.
expression     : expression '|>' stage                               # pipe
               | operand                                             # noPipe
               ;
stage          : name arguments? lambda? ;

// From the tightest to the loosest. Ranges and comparisons do not chain.
operand        : primary                                                                # simple
               | operand '.' name (arguments lambda? | lambda)?                         # member
               | operand (arguments lambda? | lambda)                                   # call
               | operand '[' expression ']'                                             # index
               | '-' operand                                                            # negate
               | operand operator=('*' | '/' | '%') operand                             # binary
               | operand operator=('+' | '-') operand                                   # binary
               | operand '..' operand                                                   # range
               | operand operator='&' operand                                           # binary
               | operand operator='|' operand                                           # binary
               | operand operator=('<' | '<=' | '>' | '>=' | '==' | '!=') operand       # comparison
               | 'not' operand                                                          # not
               | operand operator='and' operand                                         # binary
               | operand operator='or' operand                                          # binary
               ;

arguments      : '(' (argument (',' argument)* ','?)? ')' ;
argument       : (name ':')? expression ;

lambda         : OPEN_LAMBDA lambdaParameters '->' statements '}' ;
lambdaParameters : (lambdaParameter (',' lambdaParameter)*)? ;
lambdaParameter  : name (':' type)? ;

primary        : literal
               | name
               | emptyCollection
               | tuple
               | listOrMap
               | lambda
               | ifExpression
               | matchExpression
               | draft
               | verify
               | constrain
               | run
               | fork
               | parallel
               | both
               ;

// `(a)` is a itself, `(a, b)` a tuple.
tuple          : '(' expression (',' expression)* ','? ')' ;

// `[a, b]` or `[key -> value, …]`; `[]` is an empty list.
listOrMap      : '[' (element (',' element)* ','?)? ']' ;
element        : expression ('->' expression)? ;

// `Map<Token, Float>()`
emptyCollection : name '<' type (',' type)* '>' '(' ')' ;

ifExpression   : 'if' expression block ('else' (block | ifExpression))? ;

matchExpression : 'match' expression '{' arms '}' ;
arms           : arm ((BREAK | ',') arm)* ','? ;
arm            : pattern ('if' guard=expression)? '->' (block | body=expression) ;

draft          : 'draft' expression BREAK? 'from' expression proposal ;
proposal       : '{' lambdaParameters '->' statements '}' ;
verify         : 'verify' expression BREAK? 'with' expression BREAK? 'by' operand ;
constrain      : 'constrain' expression BREAK? 'by' operand ;
run            : 'run' name arguments lambda? ('from' operand)? ;
fork           : 'fork' '(' expression ')' block ;
parallel       : 'parallel' 'for' pattern 'in' expression block ;
both           : 'both' block 'and' block ;

literal        : INT | FLOAT | 'inf' | TEXT | 'true' | 'false' | 'null' ;

// ------------------------------------------------------------------------------------------------------- patterns

pattern        : '-'? (INT | FLOAT | 'inf')                          # numberPattern
               | (TEXT | 'true' | 'false' | 'null')                  # literalPattern
               | name ('(' (pattern (',' pattern)* ','?)? ')')?      # namePattern
               | '(' pattern (',' pattern)* ','? ')'                 # tuplePattern
               ;

// ---------------------------------------------------------------------------------------------------------- names

// Words that only mean something in one place are names everywhere else.
name           : NAME | 'from' | 'with' | 'by' | 'within' | 'given' | 'lossless' | 'greedy' | 'terminates' ;

// --------------------------------------------------------------------------------------------------------- tokens

STRATEGY : 'strategy' ;  FUNCTION : 'function' ;  RECORD : 'record' ;    IMPORT : 'import' ;
LET : 'let' ;            VAR : 'var' ;            WHILE : 'while' ;      FOR : 'for' ;
IN : 'in' ;              RETURN : 'return' ;      CONTINUE : 'continue' ; BREAK_LOOP : 'break' ;
EMIT : 'emit' ;          GENERATE : 'generate' ;  IF : 'if' ;            ELSE : 'else' ;
MATCH : 'match' ;        DRAFT : 'draft' ;        VERIFY : 'verify' ;    CONSTRAIN : 'constrain' ;
RUN : 'run' ;            FORK : 'fork' ;          PARALLEL : 'parallel' ; BOTH : 'both' ;
AND : 'and' ;            OR : 'or' ;              NOT : 'not' ;
TRUE : 'true' ;          FALSE : 'false' ;        NULL : 'null' ;        INF : 'inf' ;

FROM : 'from' ;          WITH : 'with' ;          BY : 'by' ;            WITHIN : 'within' ;
LOSSLESS : 'lossless' ;  GREEDY : 'greedy' ;      TERMINATES : 'terminates' ; GIVEN : 'given' ;

PIPE : '|>' ;            ARROW : '->' ;           RANGE : '..' ;
ADD_TO : '+=' ;          SUBTRACT_FROM : '-=' ;   MULTIPLY_BY : '*=' ;   DIVIDE_BY : '/=' ;
EQUAL : '==' ;           NOT_EQUAL : '!=' ;       LESS_OR_EQUAL : '<=' ; GREATER_OR_EQUAL : '>=' ;
LESS : '<' ;             GREATER : '>' ;          ASSIGN : '=' ;
PLUS : '+' ;             MINUS : '-' ;            STAR : '*' ;           SLASH : '/' ;    PERCENT : '%' ;
UNION : '|' ;            INTERSECT : '&' ;        DOT : '.' ;            COMMA : ',' ;    COLON : ':' ;
QUESTION : '?' ;         OPEN_PAREN : '(' ;       CLOSE_PAREN : ')' ;
OPEN_BRACKET : '[' ;     CLOSE_BRACKET : ']' ;    OPEN_BRACE : '{' ;     CLOSE_BRACE : '}' ;
BREAK : ';' ;

NAME  : LETTER (LETTER | DIGIT)* ;
INT   : DIGITS ;
FLOAT : DIGITS ('.' DIGITS EXPONENT? | EXPONENT) ;

// Escapes: \n \t \r \" \\ \u{1F600}
TEXT  : '"' (~["\\\r\n] | '\\' ~[\r\n])* '"' ;

// `/// …` directly above a declaration documents it; `////…` is a line of decoration.
DECORATION    : '////' ~[\r\n]* -> skip ;
DOCUMENTATION : '///' ~[\r\n]* -> channel(HIDDEN) ;
COMMENT       : ('//' ~[\r\n]* | '/*' .*? '*/') -> skip ;
SPACE         : [ \t\r\n\f\uFEFF]+ -> skip ;

// Tokens of no rule. They are there so that what they stand for can be explained.
FOREIGN_OPERATOR : '&&' | '||' | '!' | '=>' | ':=' | '===' | '!==' | '++' | '**' | '^' | '::' | '?.' | '??' ;
FOREIGN_COMMENT  : '#' ~[\r\n]* ;
FOREIGN_TEXT     : '\'' ~['\r\n]* '\'' | [\u2018\u2019\u201A] ~[\u2018\u2019\r\n]* [\u2018\u2019]
                 | [\u201C\u201D\u201E] ~[\u201C\u201D\r\n]* [\u201C\u201D] | '\u00AB' ~[\u00BB\r\n]* '\u00BB' ;
FOREIGN_NUMBER   : DIGITS ('.' DIGITS)? LETTER (LETTER | DIGIT)* | '.' DIGITS ;
UNCLOSED_TEXT    : '"' (~["\\\r\n] | '\\' ~[\r\n])* ;
UNCLOSED_COMMENT : '/*' ;
UNKNOWN          : . ;

fragment DIGITS   : DIGIT (DIGIT | '_')* ;
fragment DIGIT    : [0-9] ;
fragment EXPONENT : [eE] [+-]? DIGITS ;
fragment LETTER   : [A-Za-z_] ;
