// Opens the database given as argument, and closes it.
import { closeDatabase, openDatabase } from '../open-database.js';

const [file = ''] = process.argv.slice(2);
closeDatabase(openDatabase({ file }));
