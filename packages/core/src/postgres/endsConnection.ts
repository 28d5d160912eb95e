/**
 * Whether a server may end a connection, or itself, with this SQLSTATE: connection exceptions, lack of resources, shutdowns
 * and terminations, time-outs of a session, errors of the system. After one of these nothing is known of what was sent. The
 * severity, which would show it, is in the server's language.
 */
export const endsConnection = (sqlState: string): boolean => /^(08|53|57P|58|XX|25P0[34])/.test(sqlState)
